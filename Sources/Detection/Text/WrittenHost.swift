/// The host of a URL as clients read it and filters that look at the spelling do not: with escapes undone and characters
/// folded, bare.
struct WrittenHost {
  /// Lower case, without port, brackets, zone and final dot.
  var host: String
  /// Escapes or folded characters stood for parts of it.
  var isDisguised: Bool

  init(_ spelled: String) {
    let plain = Self.unescaped(spelled)
    let folded = FoldedCharacters.ascii(plain) ?? plain
    let bare = HostName.bare(folded)
    guard folded.hasPrefix("["), let zone = bare.firstIndex(of: "%") else {
      host = bare
      isDisguised = folded != spelled
      return
    }
    // A zone names the interface of the machine that connects (RFC 6874), and the sign before it is always escaped.
    host = String(bare[..<zone])
    isDisguised = !spelled.lowercased().hasPrefix("[" + host)
  }

  /// Percent-encoding undone once (RFC 3986 §2.1); what is no such encoding stays.
  private static func unescaped(_ spelled: String) -> String {
    guard spelled.utf8.contains(UInt8(ascii: "%")) else { return spelled }
    var plain: [UInt8] = []
    var rest = Array(spelled.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = hexadecimal(rest.first), let low = hexadecimal(rest.dropFirst().first) {
        plain.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        plain.append(byte)
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8?) -> UInt8? {
    switch byte {
    case .some(let byte) where (0x30...0x39).contains(byte): byte - 0x30
    case .some(let byte) where (0x61...0x66).contains(byte | 0x20): (byte | 0x20) - 0x57
    default: nil
    }
  }
}
