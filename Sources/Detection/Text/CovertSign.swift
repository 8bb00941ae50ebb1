import TrafficModel

/// A place in a text where data can travel unseen.
struct CovertSign {
  var what: FindingText
  var why: String
  var key: String
  var severity: Severity
  var symbols: Int
  var host: UntrustedText?

  private static let fewest = 64
  private static let fewestUnreadable = 256
  /// Parameters that hold long random values for good reasons.
  private static let honestParameters = [
    "sig", "token", "hash", "digest", "key", "policy", "credential", "etag", "hmac",
  ]

  /// In compact JSON, which `reading` has read.
  static func all(in json: [UInt8], _ reading: ExcerptReading) -> [CovertSign] {
    let shown = reading.signs
    var signs: [CovertSign] = []
    if shown.contains(.image), let sign = image(in: json) { signs.append(sign) }
    if shown.contains(.blankLineEnd), let sign = lineEnds(in: reading.texts.bytes) { signs.append(sign) }
    if shown.contains(.withoutWidth), let sign = withoutWidth(in: json) { signs.append(sign) }
    return signs
  }

  /// `![…](https://host/…?d=DATA)` and `<img src=…>`: fetched by whoever shows the text.
  private static func image(in json: [UInt8]) -> CovertSign? {
    let text = String(decoding: json, as: UTF8.self)
    for mention in URLMention.all(in: json) where isImage(mention, in: text) {
      for value in values(of: mention) {
        guard !isShown(value, in: text) else { continue }
        let size = value.utf8.count
        let isReadable = EncodedRuns.decoded(Array(value.utf8)).contains { Self.isReadable($0.bytes) }
        guard size >= fewest, isReadable || size >= fewestUnreadable else { continue }
        return CovertSign(
          what: "an image at \(UntrustedText(mention.host)) whose address holds data",
          why: "A client that shows the text fetches the image, and with it sends the data to that host.",
          key: "image \(UntrustedText(mention.host).fingerprint)", severity: isReadable ? .medium : .low, symbols: size,
          host: UntrustedText(mention.host))
      }
    }
    return nil
  }

  /// Words that stand in the text as well are not hidden: cards with the title of a page are drawn from their address.
  private static func isShown(_ value: Substring, in text: String) -> Bool {
    let plain = value.utf8.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }
    guard let words = EncodedRuns.percentDecoded(plain), !words.isEmpty else { return false }
    return text.contains(String(decoding: words, as: UTF8.self))
  }

  private static func isImage(_ mention: URLMention, in text: String) -> Bool {
    let address = "\(mention.scheme)://\(mention.rest.prefix(200))"
    return text.components(before: address).contains { before in
      if before.hasSuffix("](") { return before.dropLast(2).lastIndex(of: "[").map { isBang(before, $0) } ?? false }
      return before.suffix(200).contains("<img") && before.suffix(8).contains("src=")
    }
  }

  private static func isBang(_ text: Substring, _ bracket: Substring.Index) -> Bool {
    bracket > text.startIndex && text[text.index(before: bracket)] == "!"
  }

  /// Values of the query that are one run of encoding characters.
  private static func values(of mention: URLMention) -> [Substring] {
    let address = mention.rest.prefix { $0 != ")" }
    guard let mark = address.firstIndex(of: "?") else { return [] }
    return address[address.index(after: mark)...].split(separator: "&").compactMap { part in
      let pair = part.split(separator: "=", maxSplits: 1)
      guard let value = pair.last, pair.count == 2 else { return nil }
      let name = pair[0].lowercased()
      guard !honestParameters.contains(where: name.contains), value.utf8.allSatisfy(isEncoding) else { return nil }
      return value
    }
  }

  private static func isEncoding(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte)
      || [0x2b, 0x2d, 0x2f, 0x3d, 0x5f, 0x25].contains(byte)
  }

  private static func isReadable(_ bytes: [UInt8]) -> Bool {
    let readable = bytes.count { (0x20...0x7e).contains($0) || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
    return bytes.count >= 40 && Double(readable) >= 0.95 * Double(bytes.count)
  }

  /// Whether `lineEnds` may find something where so many tabs stand in front of line ends.
  static func mayHide(tabs: Int) -> Bool { tabs * 5 >= fewest }

  /// Spaces and tabs before line ends, in turns: bits. Spaces alone pad columns.
  private static func lineEnds(in texts: [UInt8]) -> CovertSign? {
    var (spaces, tabs) = (0, 0)
    texts.withUnsafeBytes { texts in
      var from = 0
      while let end = texts.firstOffset(of: 0x0a, from: from) {
        var position = end - 1
        while position >= from, texts[position] == 0x20 || texts[position] == 0x09 {
          if texts[position] == 0x20 { spaces += 1 } else { tabs += 1 }
          position -= 1
        }
        from = end + 1
      }
    }
    guard spaces + tabs >= fewest, min(spaces, tabs) * 5 >= spaces + tabs else { return nil }
    return CovertSign(
      what: "spaces and tabs in turns at line ends",
      why: "Nobody sees them; a program that knows the code reads bits.", key: "line ends", severity: .medium,
      symbols: spaces + tabs)
  }

  /// U+200B to U+200D, U+2060 and U+FEFF, of two kinds: bits. One kind alone is how some scripts and editors write.
  private static func withoutWidth(in json: [UInt8]) -> CovertSign? {
    var counts: [UInt32: Int] = [:]
    var index = 0
    while index + 2 < json.count {
      switch (json[index], json[index + 1], json[index + 2]) {
      case (0xe2, 0x80, 0x8b...0x8d): counts[UInt32(json[index + 2]), default: 0] += 1
      case (0xe2, 0x81, 0xa0): counts[0x2060, default: 0] += 1
      case (0xef, 0xbb, 0xbf): counts[0xfeff, default: 0] += 1
      default: break
      }
      index += json[index] >= 0xe0 ? 3 : 1
    }
    let (total, second) = (counts.values.reduce(0, +), counts.values.sorted(by: >).dropFirst().first ?? 0)
    guard total >= fewest, second * 5 >= total else { return nil }
    return CovertSign(
      what: "characters without width, of two kinds", why: "Nobody sees them; a program or a model reads bits.",
      key: "without width", severity: .medium, symbols: total)
  }
}

extension String {
  /// What stands before each occurrence of `other`; some of them where there are many.
  fileprivate func components(before other: String) -> [Substring] {
    var (found, rest) = ([Substring](), self[...])
    while found.count < 8, let range = rest.firstRange(of: other) {
      found.append(self[..<range.lowerBound].suffix(600))
      rest = rest[range.upperBound...]
    }
    return found
  }
}
