import ArgumentParser
import LiveCapture
import Presentation

/// What a ring keeps; all limits hold together.
struct RingOptions: ParsableArguments {
  @Option(name: [.customShort("W"), .customLong("max-files")], help: "Keep so many files, the growing one included.")
  var maximumFiles: Int?

  @Option(name: .customLong("max-total"), help: "Keep so many bytes in all files: 10GB, 500MiB.")
  var maximumTotal: String?

  @Option(name: .customLong("max-age"), help: "Keep files whose last frame is not older: 12h, 30d.")
  var maximumAge: String?

  @Option(name: .customLong("min-free"), help: "Leave so many bytes of the disk free: 5GB.")
  var minimumFree: String?

  /// - Parameter isBounded: whether a ring without any limit gets the usual ones.
  func policy(isBounded: Bool) throws -> RetentionPolicy {
    var policy = RetentionPolicy()
    if let maximumFiles {
      guard maximumFiles > 0 else { throw refused("-W", "\(maximumFiles)", "a number of files, such as 48") }
      policy.maximumFiles = maximumFiles
    }
    if let maximumTotal { policy.maximumBytes = try Self.bytes("--max-total", maximumTotal) }
    if let minimumFree { policy.minimumFreeBytes = try Self.bytes("--min-free", minimumFree) }
    if let maximumAge {
      guard let age = AmountArgument.duration(maximumAge), age > .zero else {
        throw refused("--max-age", maximumAge, "a length of time, such as 12h or 30d")
      }
      policy.maximumAge = age
    }
    if isBounded, policy == RetentionPolicy() {
      policy.maximumBytes = 10_000_000_000
      policy.minimumFreeBytes = 1_000_000_000
    }
    return policy
  }

  /// The same options as words.
  var words: [String] {
    var words = maximumFiles.map { ["-W", "\($0)"] } ?? []
    if let maximumTotal { words += ["--max-total", maximumTotal] }
    if let maximumAge { words += ["--max-age", maximumAge] }
    if let minimumFree { words += ["--min-free", minimumFree] }
    return words
  }

  static func bytes(_ option: String, _ text: String, unit: Int64 = 1) throws -> Int64 {
    guard let bytes = AmountArgument.bytes(text, unit: unit), bytes > 0 else {
      throw refused(option, text, "a size, such as 100MB or 2GiB")
    }
    return bytes
  }

  private func refused(_ option: String, _ text: String, _ wanted: String) -> any Error {
    Self.refused(option, text, wanted)
  }

  static func refused(_ option: String, _ text: String, _ wanted: String) -> any Error {
    Terminal.complain("\(option) '\(text)' is not understood: write \(wanted)")
    return ExitStatus.usage
  }
}
