package import TrafficModel

/// What a forged frame begins with.
package enum LinkLayer: Hashable, Sendable {
  case ethernet
  /// Ethernet with 802.1Q tags, outermost first; with two, the outer one is 802.1ad.
  case vlan([UInt16])
  case linuxSLL
  case linuxSLL2
  /// BSD loopback, the address family in little-endian order.
  case null
  /// OpenBSD loopback, the address family in network byte order.
  case loop
  case raw

  package var linkType: LinkType {
    switch self {
    case .ethernet, .vlan: .ethernet
    case .linuxSLL: .linuxSLL
    case .linuxSLL2: .linuxSLL2
    case .null: .null
    case .loop: .loop
    case .raw: .raw
    }
  }

  /// Appends the header that stands before an IP datagram from `source` to `destination`.
  package func appendHeader(from source: IPAddress, to destination: IPAddress, into frame: inout [UInt8]) {
    let isIPv4 = source.v4Bits != nil
    let etherType: UInt16 = isIPv4 ? 0x0800 : 0x86dd
    // 30 is AF_INET6 on macOS, the commonest writer of this link type.
    let family: UInt32 = isIPv4 ? 2 : 30
    switch self {
    case .ethernet:
      appendHardwareAddresses(source, destination, into: &frame)
      frame.appendBigEndian(etherType)
    case .vlan(let tags):
      appendHardwareAddresses(source, destination, into: &frame)
      appendTags(tags, into: &frame)
      frame.appendBigEndian(etherType)
    case .linuxSLL:
      appendCooked(source, etherType, into: &frame)
    case .linuxSLL2:
      appendCookedVersion2(source, etherType, into: &frame)
    case .null: frame.appendBigEndian(family.byteSwapped)
    case .loop: frame.appendBigEndian(family)
    case .raw: break
    }
  }

  private func appendHardwareAddresses(_ source: IPAddress, _ destination: IPAddress, into frame: inout [UInt8]) {
    frame.append(contentsOf: Self.hardwareAddress(of: destination))
    frame.append(contentsOf: Self.hardwareAddress(of: source))
  }

  /// A locally administered address made of the low bits of `address`.
  private static func hardwareAddress(of address: IPAddress) -> [UInt8] {
    [0x02, 0x00] + (0..<4).map { UInt8(truncatingIfNeeded: address.bits >> UInt128(24 - 8 * $0)) }
  }

  private func appendTags(_ tags: [UInt16], into frame: inout [UInt8]) {
    for (index, tag) in tags.enumerated() {
      frame.appendBigEndian(UInt16(index + 1 < tags.count ? 0x88a8 : 0x8100))
      frame.appendBigEndian(tag & 0x0fff)
    }
  }

  private func appendCooked(_ source: IPAddress, _ etherType: UInt16, into frame: inout [UInt8]) {
    frame.appendBigEndian(UInt16(0))  // to us
    frame.appendBigEndian(UInt16(1))  // ARPHRD_ETHER
    frame.appendBigEndian(UInt16(6))
    frame.append(contentsOf: Self.hardwareAddress(of: source) + [0, 0])
    frame.appendBigEndian(etherType)
  }

  private func appendCookedVersion2(_ source: IPAddress, _ etherType: UInt16, into frame: inout [UInt8]) {
    frame.appendBigEndian(etherType)
    frame.appendBigEndian(UInt16(0))
    frame.appendBigEndian(UInt32(2))  // interface index
    frame.appendBigEndian(UInt16(1))  // ARPHRD_ETHER
    frame.append(contentsOf: [0, 6] + Self.hardwareAddress(of: source) + [0, 0])
  }
}
