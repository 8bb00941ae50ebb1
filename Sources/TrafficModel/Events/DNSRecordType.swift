/// A type of resource record (IANA registry "DNS parameters"). Open: a peer may ask for any of them.
package struct DNSRecordType: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let a = DNSRecordType(rawValue: 1)
  package static let ns = DNSRecordType(rawValue: 2)
  package static let cname = DNSRecordType(rawValue: 5)
  package static let soa = DNSRecordType(rawValue: 6)
  package static let ptr = DNSRecordType(rawValue: 12)
  package static let mx = DNSRecordType(rawValue: 15)
  package static let txt = DNSRecordType(rawValue: 16)
  package static let aaaa = DNSRecordType(rawValue: 28)
  package static let srv = DNSRecordType(rawValue: 33)
  package static let dname = DNSRecordType(rawValue: 39)
  package static let opt = DNSRecordType(rawValue: 41)
  package static let svcb = DNSRecordType(rawValue: 64)
  package static let https = DNSRecordType(rawValue: 65)
  package static let any = DNSRecordType(rawValue: 255)

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The mnemonic, or `TYPE12345` (RFC 3597 §5) for types that we have none for.
  package var name: String {
    if let name = Self.names[rawValue] { return name }
    return "TYPE\(rawValue)"
  }

  private static let names: [UInt16: String] = [
    1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 10: "NULL", 12: "PTR", 13: "HINFO", 15: "MX", 16: "TXT", 17: "RP",
    18: "AFSDB", 24: "SIG", 25: "KEY", 28: "AAAA", 29: "LOC", 33: "SRV", 35: "NAPTR", 37: "CERT", 39: "DNAME",
    41: "OPT", 43: "DS", 44: "SSHFP", 46: "RRSIG", 47: "NSEC", 48: "DNSKEY", 50: "NSEC3", 51: "NSEC3PARAM",
    52: "TLSA", 59: "CDS", 60: "CDNSKEY", 61: "OPENPGPKEY", 64: "SVCB", 65: "HTTPS", 99: "SPF", 249: "TKEY",
    250: "TSIG", 251: "IXFR", 252: "AXFR", 255: "ANY", 256: "URI", 257: "CAA",
  ]
}
