/// One end of a flow.
package struct Endpoint: Hashable, Comparable, Sendable {
  package var address: IPAddress
  package var port: UInt16

  package init(_ address: IPAddress, _ port: UInt16) {
    self.address = address
    self.port = port
  }

  package func hash(into hasher: inout Hasher) {
    // Both in one word for IPv4, whose mapped form has 48 bits.
    if address.bits >> 48 == 0 {
      hasher.combine(UInt64(truncatingIfNeeded: address.bits) | UInt64(port) << 48)
    } else {
      hasher.combine(address)
      hasher.combine(port)
    }
  }

  package static func < (a: Self, b: Self) -> Bool {
    a.address == b.address ? a.port < b.port : a.address < b.address
  }
}

extension Endpoint: CustomStringConvertible {
  /// `192.0.2.1:80`, `[2001:db8::1]:80`.
  package var description: String {
    address.v4Bits == nil ? "[\(address)]:\(port)" : "\(address):\(port)"
  }
}
