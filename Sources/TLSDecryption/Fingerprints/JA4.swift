import Crypto
import TrafficModel

/// JA4 of a TLS client: what a ClientHello offers, insensitive to the order of suites and extensions.
///
/// Only the TLS client method is implemented: it alone of its family is free (BSD 3-clause).
package enum JA4 {
  /// What carried the hello: the first letter of the fingerprint.
  package enum Carrier: String, Sendable { case tcp = "t", quic = "q", dtls = "d" }

  package static func fingerprint(_ hello: ClientHello, over carrier: Carrier = .tcp) -> String {
    let suites = sortedList(hello.cipherSuites)
    return [overview(hello, carrier), shortHash(suites), shortHash(extensionText(hello))].joined(separator: "_")
  }

  /// The same with the lists spelled out instead of hashed.
  package static func rawText(_ hello: ClientHello, over carrier: Carrier = .tcp) -> String {
    [overview(hello, carrier), sortedList(hello.cipherSuites), extensionText(hello)].joined(separator: "_")
  }

  private static func overview(_ hello: ClientHello, _ carrier: Carrier) -> String {
    let hasName = hello.offers(HelloExtension.serverName)
    return carrier.rawValue + version(hello.highestVersion) + (hasName ? "d" : "i") + count(hello.cipherSuites)
      + count(hello.extensions) + protocolLetters(hello.applicationProtocols.first)
  }

  private static func version(_ version: TLSVersion) -> String {
    switch version.rawValue {
    case 0x0304: "13"
    case 0x0303: "12"
    case 0x0302: "11"
    case 0x0301: "10"
    case 0x0300: "s3"
    case 0x0002: "s2"
    case 0xfeff: "d1"
    case 0xfefd: "d2"
    case 0xfefc: "d3"
    default: "00"
    }
  }

  /// Two digits, at most 99.
  private static func count(_ values: [UInt16]) -> String {
    let number = min(99, values.count { !HelloExtension.isGREASE($0) })
    return number < 10 ? "0\(number)" : "\(number)"
  }

  /// First and last character of the first protocol, or of its hexadecimal form when either is not alphanumeric.
  private static func protocolLetters(_ name: [UInt8]?) -> String {
    guard let name, let first = name.first, let last = name.last else { return "00" }
    if isAlphanumeric(first), isAlphanumeric(last) { return String(decoding: [first, last], as: UTF8.self) }
    return String(Hexadecimal.text([first]).prefix(1) + Hexadecimal.text([last]).suffix(1))
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  /// Extensions sorted, without server name and ALPN, then the signature algorithms in their order.
  private static func extensionText(_ hello: ClientHello) -> String {
    let named = [HelloExtension.serverName, HelloExtension.applicationProtocols]
    let extensions = sortedList(hello.extensions.filter { !named.contains($0) })
    guard !hello.signatureAlgorithms.isEmpty else { return extensions }
    return extensions + "_" + list(hello.signatureAlgorithms)
  }

  private static func sortedList(_ values: [UInt16]) -> String { list(values.sorted()) }

  private static func list(_ values: [UInt16]) -> String {
    values.lazy.filter { !HelloExtension.isGREASE($0) }.map { Hexadecimal.text($0) }.joined(separator: ",")
  }

  /// The first 12 digits of SHA-256; zeros for an empty list.
  private static func shortHash(_ text: String) -> String {
    guard !text.isEmpty else { return "000000000000" }
    return Hexadecimal.text(SHA256.hash(data: Array(text.utf8)).prefix(6))
  }
}
