import TrafficModel

/// The socket address of a SOCKADDR record: `saddr`, the C structure in hexadecimal.
enum SocketAddress: Hashable {
  case network(Endpoint)
  /// A path, or a name in the abstract namespace, shown with `@` in front.
  case local(UntrustedText)
  /// Another family, by its number.
  case other(UInt16)

  private static let unix: UInt16 = 1
  private static let v4: UInt16 = 2
  private static let v6: UInt16 = 10

  /// - Parameter isLittleEndian: of the host that wrote it; the family alone is in its order, all else in network order.
  init?(hexadecimal text: String, isLittleEndian: Bool = true) {
    guard let bytes = Hexadecimal.bytes(text), bytes.count >= 2 else { return nil }
    let family = isLittleEndian ? UInt16(bytes[0]) | UInt16(bytes[1]) << 8 : UInt16(bytes[0]) << 8 | UInt16(bytes[1])
    switch family {
    case Self.v4 where bytes.count >= 8:
      let address = bytes[4..<8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      self = .network(Endpoint(IPAddress(v4: address), Self.port(bytes)))
    case Self.v6 where bytes.count >= 24:
      // An IPv4 address in its mapped form becomes that address: packets show it so.
      let address = bytes[8..<24].reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
      self = .network(Endpoint(IPAddress(v6: address), Self.port(bytes)))
    case Self.unix:
      let path = bytes.dropFirst(2)
      let isAbstract = path.first == 0 && path.count > 1
      let name = (isAbstract ? path.dropFirst() : path).prefix { $0 != 0 }
      self = .local(UntrustedText((isAbstract ? "@" : "") + String(decoding: name, as: UTF8.self)))
    default: self = .other(family)
    }
  }

  private static func port(_ bytes: [UInt8]) -> UInt16 { UInt16(bytes[2]) << 8 | UInt16(bytes[3]) }
}
