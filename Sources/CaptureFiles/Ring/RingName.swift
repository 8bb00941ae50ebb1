import Glibc
package import TrafficModel

/// How `egret capture` names the files of its ring: `egret_0000000042_20261122T221432Z.pcap`.
///
/// The number counts on and never falls, so names sort in the order of writing even where the clock was set back.
package struct RingName: Hashable, Sendable {
  package var number: UInt64
  package var time: Timestamp

  private static let prefix = "egret_"
  private static let digits = 10

  package init(number: UInt64, time: Timestamp) {
    self.number = number
    self.time = time
  }

  /// Reads the number out of a name, whatever was appended to it; the time is not read. Nil for names of others.
  package init?(_ name: String) {
    guard name.hasPrefix(Self.prefix) else { return nil }
    let number = name.dropFirst(Self.prefix.count).prefix { $0.isASCII && $0.isNumber }
    guard number.count == Self.digits, let value = UInt64(number) else { return nil }
    self.init(number: value, time: .zero)
  }

  /// - Parameter suffix: `pcap` or `pcapng`.
  package func text(suffix: String) -> String {
    let digits = String(number)
    let padding = String(repeating: "0", count: max(0, Self.digits - digits.count))
    return "\(Self.prefix)\(padding)\(digits)_\(Self.compact(time)).\(suffix)"
  }

  private static func compact(_ time: Timestamp) -> String {
    var seconds = time_t(time.nanoseconds / 1_000_000_000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 32)
    let count = strftime(&buffer, buffer.count, "%Y%m%dT%H%M%SZ", &parts)
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
