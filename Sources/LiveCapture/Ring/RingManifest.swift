import Crypto
import Glibc
import TrafficModel

/// What is written beside each finished file of a ring: what it holds, its digest, and what is missing from it.
struct RingManifest: Sendable {
  static let suffix = ".manifest.json"

  var file: String
  var frames: UInt64
  var bytes: Int64
  var firstTime: Timestamp?
  var lastTime: Timestamp?
  /// Lost while the file was written.
  var droppedByKernel: UInt64
  var droppedByInterface: UInt64
  var droppedByWriter: UInt64
  var interfaces: [String]
  var filter: String
  var snapLength: Int32

  /// SHA-256 in hexadecimal digits; nil when the file cannot be read.
  static func digest(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { return nil }
      guard count > 0 else { break }
      buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  func text(digest: String?) -> String {
    let members: [(String, String)] = [
      ("file", Self.quoted(file)), ("frames", "\(frames)"), ("bytes", "\(bytes)"),
      ("first_time_ns", firstTime.map { "\($0.nanoseconds)" } ?? "null"),
      ("last_time_ns", lastTime.map { "\($0.nanoseconds)" } ?? "null"),
      ("sha256", digest.map(Self.quoted) ?? "null"), ("dropped_kernel", "\(droppedByKernel)"),
      ("dropped_interface", "\(droppedByInterface)"), ("dropped_disk_full", "\(droppedByWriter)"),
      ("interfaces", "[" + interfaces.map(Self.quoted).joined(separator: ",") + "]"),
      ("filter", Self.quoted(filter)), ("snap_length", "\(snapLength)"),
    ]
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}\n"
  }

  /// Written beside the file, whole or not at all.
  func write(to folder: String, digest: String?) {
    let path = "\(folder)/\(file)\(Self.suffix)"
    let draft = "\(folder)/.\(file)\(Self.suffix).new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    let bytes = Array(text(digest: digest).utf8)
    let isWhole = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
    close(descriptor)
    if isWhole { rename(draft, path) } else { unlink(draft) }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
