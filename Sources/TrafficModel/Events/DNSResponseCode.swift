/// How a server answered: the code of the header, with the bits that EDNS adds (RFC 6891 §6.1.3).
package struct DNSResponseCode: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let noError = DNSResponseCode(rawValue: 0)
  package static let serverFailure = DNSResponseCode(rawValue: 2)
  package static let nameError = DNSResponseCode(rawValue: 3)

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The mnemonic, or `RCODE12` where the registry has none.
  package var name: String {
    switch rawValue {
    case 0: "NOERROR"
    case 1: "FORMERR"
    case 2: "SERVFAIL"
    case 3: "NXDOMAIN"
    case 4: "NOTIMP"
    case 5: "REFUSED"
    case 6: "YXDOMAIN"
    case 7: "YXRRSET"
    case 8: "NXRRSET"
    case 9: "NOTAUTH"
    case 10: "NOTZONE"
    case 16: "BADVERS"
    case 23: "BADCOOKIE"
    default: "RCODE\(rawValue)"
    }
  }
}
