/// Reads `.env` files: `KEY=value` lines, `export` before them, quotes around values, `#` comments.
package enum EnvironmentReader {
  /// A mapping of texts. Lines that are neither assignments nor comments are passed over, as shells' readers do.
  package static func read(
    _ text: String, limits: SettingsLimits = SettingsLimits()
  ) throws(SettingsError) -> SettingsNode {
    var members: [SettingsMember] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      guard let member = member(line, line: number + 1) else { continue }
      members.append(member)
      guard members.count <= limits.values else {
        throw SettingsError(.tooManyValues, at: member.keyPosition, "more than \(limits.values) values")
      }
    }
    return SettingsNode(.mapping(members), at: .start)
  }

  private static func member(_ line: Substring, line number: Int) -> SettingsMember? {
    var rest = line.drop { $0.isWhitespace }
    if rest.hasPrefix("export ") { rest = rest.dropFirst(7).drop { $0.isWhitespace } }
    guard let equals = rest.firstIndex(of: "=") else { return nil }
    let key = rest[..<equals].reversed().drop { $0.isWhitespace }.reversed()
    guard let first = key.first, first.isLetter || first == "_",
      key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) })
    else { return nil }
    func column(_ index: Substring.Index) -> Int { line.unicodeScalars.distance(from: line.startIndex, to: index) + 1 }
    let start = rest[rest.index(after: equals)...].drop { $0 == " " || $0 == "\t" }.startIndex
    return SettingsMember(
      key: String(key), keyPosition: TextPosition(line: number, column: column(rest.startIndex)),
      value: SettingsNode(
        .scalar(SettingsScalar(value(line[start...]), .text)), at: TextPosition(line: number, column: column(start))))
  }

  private static func value(_ text: Substring) -> String {
    if let quote = text.first, quote == "\"" || quote == "'" {
      let body = text.dropFirst()
      return String(body[..<(body.firstIndex(of: quote) ?? body.endIndex)])
    }
    var value = text
    if let comment = value.firstRange(of: " #") { value = value[..<comment.lowerBound] }
    while value.last?.isWhitespace ?? false { value.removeLast() }
    return String(value)
  }
}
