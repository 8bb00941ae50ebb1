internal import Foundation

/// What one report is about: from a moment, included, to another, not included; seconds since 1970 UTC.
package struct ReportPeriod: Hashable, Comparable, Sendable {
  package var from: Int64
  package var to: Int64

  package init(from: Int64, to: Int64) {
    self.from = from
    self.to = to
  }

  package static func < (a: Self, b: Self) -> Bool { (a.to, a.from) < (b.to, b.from) }

  /// The name of its files, without their ending. Holds all there is to know of it, so that the folder of reports is its own
  /// memory.
  package var name: String { "egret-\(Self.text(from))-\(Self.text(to))" }

  /// Takes back `name`; nil for every other text.
  package init?(name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "egret", let from = Self.seconds(parts[1]), let to = Self.seconds(parts[2]),
      from < to
    else { return nil }
    self.init(from: from, to: to)
    guard self.name == name else { return nil }
  }

  /// `2026-11-27T05:00:00Z`, as options of commands take it.
  package static func rfc3339(_ seconds: Int64) -> String { format(seconds, "%Y-%m-%dT%H:%M:%SZ") }

  private static func text(_ seconds: Int64) -> String { format(seconds, "%Y%m%dT%H%M%SZ") }

  private static func format(_ seconds: Int64, _ format: String) -> String {
    var time = time_t(seconds)
    var parts = tm()
    var buffer = [CChar](repeating: 0, count: 64)
    guard gmtime_r(&time, &parts) != nil else { return "" }
    let count = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func seconds(_ text: Substring) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == 16 else { return nil }
    func number(_ range: Range<Int>) -> Int32 { Int32(String(decoding: bytes[range], as: UTF8.self)) ?? -1 }
    var parts = tm()
    parts.tm_year = number(0..<4) - 1_900
    parts.tm_mon = number(4..<6) - 1
    parts.tm_mday = number(6..<8)
    parts.tm_hour = number(9..<11)
    parts.tm_min = number(11..<13)
    parts.tm_sec = number(13..<15)
    return Int64(timegm(&parts))
  }
}
