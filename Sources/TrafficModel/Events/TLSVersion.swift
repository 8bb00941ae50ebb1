/// A protocol version as TLS writes it (RFC 8446 §4.1.2); any 16 bits are possible.
package struct TLSVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let ssl30 = TLSVersion(rawValue: 0x0300)
  package static let tls10 = TLSVersion(rawValue: 0x0301)
  package static let tls11 = TLSVersion(rawValue: 0x0302)
  package static let tls12 = TLSVersion(rawValue: 0x0303)
  package static let tls13 = TLSVersion(rawValue: 0x0304)

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// `TLS 1.3`; a number for what is not known.
  package var description: String {
    switch self {
    case .ssl30: "SSL 3.0"
    case .tls10: "TLS 1.0"
    case .tls11: "TLS 1.1"
    case .tls12: "TLS 1.2"
    case .tls13: "TLS 1.3"
    default:
      "0x" + String(repeating: "0", count: 4 - min(4, String(rawValue, radix: 16).count))
        + String(rawValue, radix: 16)
    }
  }
}
