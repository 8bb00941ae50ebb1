/// A URL in a text, as far as it takes to know where it points.
package struct URLMention: Hashable, Sendable {
  package var scheme: String
  /// Bare, as clients read it: escapes undone, characters folded.
  package var host: String
  /// Host, path and query as written, bounded.
  package var rest: String
  /// The URL is the whole of a JSON string, or its beginning: an address to use rather than to read about.
  package var isValue: Bool
  /// The host is written in escapes or folded characters.
  package var isDisguised: Bool

  private static let longest = 2_048
  private static let most = 64
  /// Schemes that browsers and what imitates them forgive slashes that are too many or lean backwards (WHATWG URL §4.4).
  private static let forgiving: Set<String> = ["http", "https", "ftp", "ws", "wss"]

  /// URLs in `text`, compact JSON or plain. One that clients read in two ways is there twice.
  package static func all(in text: [UInt8]) -> [URLMention] {
    var found: [URLMention] = []
    text.withUnsafeBytes { bytes in
      var index = 0
      // Slashes are rare, so this is the whole cost for texts without URLs.
      while found.count < most, let start = bytes.firstOffset(of: slash, or: backslash, from: index) {
        index = slashesEnd(bytes, from: start)
        if start > 1, index - start >= 2, bytes[start - 1] == colon {
          found += mentions(bytes, start..<index)
        } else {
          index = max(index, start + 1)
        }
      }
    }
    return found
  }

  private static let slash = UInt8(ascii: "/")
  private static let backslash = UInt8(ascii: "\\")
  private static let colon = UInt8(ascii: ":")
  private static let quote = UInt8(ascii: "\"")
  private static let at = UInt8(ascii: "@")

  /// Behind a run of slashes and of pairs of backslashes: JSON writes one backslash as two.
  private static func slashesEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      if bytes[end] == slash {
        end += 1
      } else if end + 1 < bytes.count, bytes[end] == backslash, bytes[end + 1] == backslash {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  private static func mentions(_ bytes: UnsafeRawBufferPointer, _ slashes: Range<Int>) -> [URLMention] {
    let colon = slashes.lowerBound - 1
    var start = colon
    while start > 0, isSchemeByte(bytes[start - 1]), colon - start < 15 { start -= 1 }
    let scheme = String(decoding: bytes[start..<colon], as: UTF8.self).lowercased()
    let isPlain = slashes.count == 2 && bytes[slashes.lowerBound] == slash
    guard !scheme.isEmpty, isPlain || forgiving.contains(scheme) else { return [] }
    let isValue = start == 0 || bytes[start - 1] == quote
    let authority = Authority(bytes, from: slashes.upperBound, limit: longest, mayBeForeign: isValue)
    var end = authority.end
    while end < bytes.count, end - slashes.lowerBound < longest, isURLByte(bytes[end]) { end += 1 }
    let rest = String(decoding: bytes[slashes.upperBound..<end], as: UTF8.self)
    return authority.hosts.compactMap { spelled in
      let written = WrittenHost(spelled)
      guard !written.host.isEmpty else { return nil }
      return URLMention(
        scheme: scheme, host: written.host, rest: rest, isValue: isValue, isDisguised: written.isDisguised)
    }
  }

  /// Where the host stands in a URL: behind the last @ before the path. Before it is a user's name, whatever it looks like.
  private struct Authority {
    var end: Int
    /// As spelled, with the port. Two where clients disagree: before `\@`, `#@` or `?@` is the host to some, a user's name to
    /// others.
    var hosts: [String] = []

    /// - Parameter mayBeForeign: Characters beyond ASCII belong to it; in prose they end it.
    init(_ bytes: UnsafeRawBufferPointer, from start: Int, limit: Int, mayBeForeign: Bool) {
      end = start
      var first = start
      while end < bytes.count, end - start < limit {
        let byte = bytes[end]
        if byte == at {
          first = end + 1
        } else if let next = Self.disputed(bytes, end) {
          hosts.append(String(decoding: bytes[first..<end], as: UTF8.self))
          end = next
          first = next + 1
        } else if byte == slash || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
          || !(isURLByte(byte) || (byte >= 0x80 && mayBeForeign))
        {
          break
        }
        end += 1
      }
      hosts.append(String(decoding: bytes[first..<end], as: UTF8.self))
    }

    /// Where the @ stands that follows a mark which ends the host to some clients.
    private static func disputed(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int? {
      var next = index + 1
      switch bytes[index] {
      case UInt8(ascii: "?"), UInt8(ascii: "#"): break
      case backslash: if next < bytes.count, bytes[next] == backslash { next += 1 }
      default: return nil
      }
      return next < bytes.count && bytes[next] == at ? next : nil
    }
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2b || byte == 0x2d || byte == 0x2e
  }

  private static func isURLByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7f
      && ![quote, UInt8(ascii: "<"), UInt8(ascii: ">"), backslash, UInt8(ascii: "`")].contains(byte)
  }
}
