internal import Glibc
package import TrafficModel

/// Times as bundles write them, in UTC.
package enum BundleTime {
  /// `2026-11-27T06:00:00Z`
  package static func rfc3339(_ time: Timestamp) -> String { format(time, "%Y-%m-%dT%H:%M:%SZ") }

  /// `20261127T060000Z`: sorts, and may stand in a file name.
  package static func name(_ time: Timestamp) -> String { format(time, "%Y%m%dT%H%M%SZ") }

  package static func date(_ time: Timestamp) -> String { format(time, "%Y-%m-%d") }

  private static func format(_ time: Timestamp, _ format: String) -> String {
    var seconds = time_t(time.nanoseconds / 1_000_000_000)
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return "" }
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
