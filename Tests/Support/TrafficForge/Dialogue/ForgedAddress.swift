import Glibc
package import TrafficModel

/// An address, with or without a port, as a test writes it: `192.0.2.10`, `198.51.100.7:8080`, `[2001:db8::1]:8080`,
/// `2001:db8::10`.
package struct ForgedAddress: Hashable, Sendable, ExpressibleByStringLiteral {
  package let address: IPAddress
  package let port: UInt16?

  package init(_ endpoint: Endpoint) {
    address = endpoint.address
    port = endpoint.port
  }

  package init(stringLiteral text: String) { self.init(text) }

  /// The text is a test's own; one that is no address stops the test.
  package init(_ text: String) {
    let (host, port) = Self.split(text)
    guard let address = Self.parse(host) else { preconditionFailure("not an address: \(text)") }
    self.address = address
    self.port = port
  }

  package func endpoint(defaultPort: UInt16) -> Endpoint { Endpoint(address, port ?? defaultPort) }

  private static func split(_ text: String) -> (String, UInt16?) {
    guard let colon = text.lastIndex(of: ":") else { return (text, nil) }
    let tail = UInt16(text[text.index(after: colon)...])
    if text.hasPrefix("[") {
      let inner = text.dropFirst().prefix { $0 != "]" }
      return (String(inner), text.hasSuffix("]") ? nil : tail)
    }
    let isIPv4 = text.firstIndex(of: ":") == colon
    return isIPv4 ? (String(text[..<colon]), tail) : (text, nil)
  }

  private static func parse(_ host: String) -> IPAddress? {
    var v4: UInt32 = 0
    if inet_pton(AF_INET, host, &v4) == 1 { return IPAddress(v4: UInt32(bigEndian: v4)) }
    var v6: UInt128 = 0
    guard inet_pton(AF_INET6, host, &v6) == 1 else { return nil }
    return IPAddress(v6: UInt128(bigEndian: v6))
  }
}
