/// A URL in a text, as far as it takes to know where it points.
package struct URLMention: Hashable, Sendable {
  package var scheme: String
  /// Bare.
  package var host: String
  /// Host, path and query as written, bounded.
  package var rest: String
  /// The URL is the whole of a JSON string, or its beginning: an address to use rather than to read about.
  package var isValue: Bool

  private static let longest = 2_048
  private static let most = 64

  /// URLs in `text`, compact JSON or plain.
  package static func all(in text: [UInt8]) -> [URLMention] {
    var found: [URLMention] = []
    text.withUnsafeBytes { bytes in
      marker.withUTF8Buffer { marker in
        // Something stands before it, and something behind.
        var from = 1
        while found.count < most,
          let colon = bytes.firstOffset(of: UnsafeRawBufferPointer(marker), from: from, notBeyond: bytes.count - 4)
        {
          if let mention = mention(bytes, at: colon + 1) { found.append(mention) }
          from = colon + 3
        }
      }
    }
    return found
  }

  private static let marker: StaticString = "://"
  private static let quote = UInt8(ascii: "\"")

  private static func mention(_ bytes: UnsafeRawBufferPointer, at slashes: Int) -> URLMention? {
    var start = slashes - 1
    while start > 0, isSchemeByte(bytes[start - 1]), slashes - start < 16 { start -= 1 }
    let scheme = String(decoding: bytes[start..<(slashes - 1)], as: UTF8.self).lowercased()
    var end = slashes + 2
    while end < bytes.count, end - slashes < longest, isURLByte(bytes[end]) { end += 1 }
    let rest = String(decoding: bytes[(slashes + 2)..<end], as: UTF8.self)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    // What stands before the last @ is a user's name, not a host.
    let host = HostName.bare(authority.split(separator: "@").last.map(String.init) ?? "")
    guard !scheme.isEmpty, !host.isEmpty else { return nil }
    return URLMention(
      scheme: scheme, host: host, rest: rest, isValue: start == 0 || bytes[start - 1] == quote)
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2b || byte == 0x2d || byte == 0x2e
  }

  private static func isURLByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7f
      && ![quote, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "`")]
        .contains(byte)
  }
}
