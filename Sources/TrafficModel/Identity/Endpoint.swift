/// One end of a flow.
public struct Endpoint: Hashable, Comparable, Sendable {
  /// Of the host.
  public var address: IPAddress
  /// Of TCP or UDP; 0 where there is none.
  public var port: UInt16

  /// A port of a host.
  public init(_ address: IPAddress, _ port: UInt16) {
    self.address = address
    self.port = port
  }

  /// Equal ends alike.
  public func hash(into hasher: inout Hasher) {
    // Both in one word for IPv4, whose mapped form has 48 bits.
    if address.bits >> 48 == 0 {
      hasher.combine(UInt64(truncatingIfNeeded: address.bits) | UInt64(port) << 48)
    } else {
      hasher.combine(address)
      hasher.combine(port)
    }
  }

  /// By address, then by port.
  public static func < (a: Self, b: Self) -> Bool {
    a.address == b.address ? a.port < b.port : a.address < b.address
  }
}

extension Endpoint: CustomStringConvertible {
  /// `192.0.2.1:80`, `[2001:db8::1]:80`.
  public var description: String {
    address.v4Bits == nil ? "[\(address)]:\(port)" : "\(address):\(port)"
  }
}
