import TrafficModel

/// One line of an audit log: its type, the event it belongs to, its fields.
///
/// Both formats are read: raw, and enriched, in which a group separator (0x1d) is followed by the same facts in words, under
/// names in capitals. `node=…` may stand in front. Formats after the audit documentation of the kernel's user-space tools.
struct AuditLine {
  /// More fields than any record has.
  private static let fieldLimit = 512

  let type: String
  let time: Timestamp
  let serial: UInt64
  let node: String
  private let fields: [String: String]

  /// Nil when this is no line of an audit log.
  init?(_ line: Substring) {
    var rest = line
    var node = ""
    if let value = Self.take("node=", &rest) { node = value }
    guard let type = Self.take("type=", &rest), let stamp = Self.take("msg=", &rest),
      let (time, serial) = Self.stamp(stamp)
    else { return nil }
    self.type = type
    self.time = time
    self.serial = serial
    self.node = node
    fields = Self.fields(rest)
  }

  /// The value as it stands in the log, without quotes.
  func raw(_ name: String) -> String? {
    guard let value = fields[name] else { return nil }
    return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count >= 2
      ? String(value.dropFirst().dropLast()) : value
  }

  /// A text: in quotes, or in hexadecimal when it holds what would break the line; `(null)` is none.
  func text(_ name: String) -> UntrustedText? {
    guard let value = fields[name], value != "(null)", value != "?" else { return nil }
    if value.hasPrefix("\"") { return UntrustedText(String(value.dropFirst().prefix { $0 != "\"" })) }
    return Hexadecimal.bytes(value).map { UntrustedText(decoding: $0) } ?? UntrustedText(value)
  }

  func number(_ name: String) -> UInt64? { fields[name].flatMap { UInt64($0) } }
  func signed(_ name: String) -> Int64? { fields[name].flatMap { Int64($0) } }

  private static func take(_ name: String, _ rest: inout Substring) -> String? {
    guard rest.hasPrefix(name) else { return nil }
    let value = rest.dropFirst(name.count).prefix { $0 != " " }
    rest = rest.dropFirst(name.count + value.count).drop { $0 == " " }
    return String(value)
  }

  /// `audit(1364481363.243:24287):`
  private static func stamp(_ text: String) -> (Timestamp, UInt64)? {
    guard text.hasPrefix("audit("), let end = text.firstIndex(of: ")") else { return nil }
    let parts = text[..<end].dropFirst(6).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let serial = UInt64(parts[1]) else { return nil }
    let clock = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard clock.count == 2, let seconds = Int64(clock[0]), (1...9).contains(clock[1].utf8.count),
      var fraction = Int64(clock[1]),
      (0...9_000_000_000).contains(seconds), fraction >= 0
    else { return nil }
    for _ in clock[1].utf8.count..<9 { fraction *= 10 }
    return (Timestamp(nanoseconds: seconds * 1_000_000_000 + fraction), serial)
  }

  /// `name=value` pairs; values may be in double quotes, single quotes (with pairs inside, of user-space records), or braces.
  private static func fields(_ text: Substring) -> [String: String] {
    var fields: [String: String] = [:]
    var rest = text
    while fields.count < fieldLimit {
      rest = rest.drop { $0 == " " || $0 == "\u{1d}" || $0 == "'" }
      guard let equals = rest.firstIndex(of: "=") else { return fields }
      let name = rest[..<equals].split(whereSeparator: { $0 == " " || $0 == "\u{1d}" }).last ?? ""
      var value = rest[rest.index(after: equals)...]
      // `msg='op=… '`: what is inside counts as fields of the record.
      if value.hasPrefix("'") {
        rest = value.dropFirst()
        continue
      }
      let body: Substring
      if value.hasPrefix("\"") {
        let inner = value.dropFirst().prefix { $0 != "\"" }
        body = value.prefix(inner.count + 2)
      } else if value.hasPrefix("{") {
        body = value.prefix { $0 != "}" }
      } else {
        body = value.prefix { $0 != " " && $0 != "\u{1d}" && $0 != "'" }
      }
      value = value.dropFirst(body.count)
      // The first of a name counts: what follows in words must not replace it.
      if fields[String(name)] == nil { fields[String(name)] = String(body) }
      rest = value
    }
    return fields
  }
}
