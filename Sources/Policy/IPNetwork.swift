package import TrafficModel

/// A range of addresses with a common prefix, of one family. Bits beyond the prefix are zero.
package struct IPNetwork: Hashable, Comparable, Sendable {
  package let base: IPAddress
  /// In bits of the family: 0…32 for IPv4, 0…128 for IPv6.
  package let prefixLength: Int

  /// Nil when the prefix is longer than the family allows. Host bits are cleared.
  package init?(_ address: IPAddress, prefixLength: Int) {
    guard (0...(address.isV4 ? 32 : 128)).contains(prefixLength) else { return nil }
    self.prefixLength = prefixLength
    if let bits = address.v4Bits {
      base = IPAddress(v4: prefixLength == 0 ? 0 : (bits >> UInt32(32 - prefixLength)) << UInt32(32 - prefixLength))
    } else {
      let hostBits = UInt128(128 - prefixLength)
      base = IPAddress(v6: prefixLength == 0 ? 0 : (address.bits >> hostBits) << hostBits)
    }
  }

  /// One address.
  package init(_ address: IPAddress) {
    base = address
    prefixLength = address.isV4 ? 32 : 128
  }

  /// `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`.
  package init?(parsing text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(parsing: first) else { return nil }
    guard parts.count == 2 else {
      self.init(address)
      return
    }
    guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
      let length = Int(parts[1])
    else { return nil }
    self.init(address, prefixLength: length)
  }

  package var isV4: Bool { base.isV4 }

  /// A single address rather than a range.
  package var isAddress: Bool { prefixLength == (isV4 ? 32 : 128) }

  package func contains(_ address: IPAddress) -> Bool {
    guard address.isV4 == isV4, prefixLength > 0 else { return address.isV4 == isV4 }
    let hostBits = UInt128((isV4 ? 32 : 128) - prefixLength)
    return address.bits >> hostBits == base.bits >> hostBits
  }

  /// IPv4 first, then by address, wide before narrow.
  package static func < (a: Self, b: Self) -> Bool {
    guard a.isV4 == b.isV4 else { return a.isV4 }
    return a.base == b.base ? a.prefixLength < b.prefixLength : a.base < b.base
  }
}

extension IPNetwork: CustomStringConvertible {
  /// As it is written in a policy; a single address without its prefix length.
  package var description: String { isAddress ? "\(base)" : "\(base)/\(prefixLength)" }
}
