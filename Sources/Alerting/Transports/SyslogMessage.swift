internal import Glibc
internal import TrafficModel

/// One message of RFC 5424. What a peer chose is escaped: no control character, and nothing that would end a value.
package struct SyslogMessage: Hashable, Sendable {
  /// Of structured data; RFC 5612 keeps the number for examples, and no receiver confuses it with another's.
  private static let dataName = "egret@32473"
  /// Scalars of one value. With all values a message stays within the 2048 bytes that RFC 5426 §3.2 says receivers take.
  static let valueLimit = 160
  static let textLimit = 320

  package let text: String

  package init(_ alert: Alert, facility: UInt8) {
    text = Self.text(
      severity: alert.severity, facility, time: alert.time, kind: "finding", parts: alert.parts, alert.title)
  }

  package init(heldBack count: UInt64, facility: UInt8) {
    text = Self.text(
      severity: .medium, facility, time: "-", kind: "held-back", parts: [("count", UntrustedText("\(count)"))],
      UntrustedText("\(count) alerts were held back by the rate limit"))
  }

  private static func text(
    severity: Severity, _ facility: UInt8, time: String, kind: String, parts: [(name: String, value: UntrustedText)],
    _ message: UntrustedText
  ) -> String {
    let data = parts.map { " \($0.name)=\"\(value($0.value))\"" }.joined()
    let head = "<\(Int(facility) * 8 + number(severity))>1 \(microseconds(time)) \(host) egret \(getpid()) \(kind)"
    return "\(head) [\(dataName)\(data)] \u{feff}\(escaped(message, limit: textLimit))"
  }

  /// Numbers of RFC 5424 §6.2.1, from critical to informational.
  private static func number(_ severity: Severity) -> Int {
    switch severity {
    case .critical: 2
    case .high: 3
    case .medium: 4
    case .low: 5
    case .info: 6
    }
  }

  /// §6.2.3 allows six digits of a second.
  private static func microseconds(_ time: String) -> String {
    guard let dot = time.firstIndex(of: "."), time.hasSuffix("Z") else { return time }
    return time[...dot] + time[time.index(after: dot)...].dropLast().prefix(6) + "Z"
  }

  private static let host: String = {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, 255) == 0 else { return "-" }
    let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.filter { $0 > 0x20 && $0 < 0x7f }
    return bytes.isEmpty ? "-" : String(decoding: bytes, as: UTF8.self)
  }()

  /// §6.3.3: quote, backslash and closing bracket stand behind a backslash.
  private static func value(_ text: UntrustedText) -> String {
    var value = ""
    for scalar in escaped(text, limit: valueLimit).unicodeScalars {
      if scalar == "\"" || scalar == "\\" || scalar == "]" { value += "\\" }
      value.unicodeScalars.append(scalar)
    }
    return value
  }

  private static func escaped(_ text: UntrustedText, limit: Int) -> String {
    var shown = ""
    for (index, scalar) in text.rawTextForMatchingAndStorage.unicodeScalars.enumerated() {
      guard index < limit else { return shown + "…" }
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        shown += "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
