/// An IPv6 address, or an IPv4 address in its mapped form (RFC 4291 §2.5.5.2). One word to hash and compare.
public struct IPAddress: Hashable, Comparable, Sendable {
  /// Of IPv4 in mapped form.
  public let bits: UInt128

  /// From the 32 bits of an IPv4 address.
  public init(v4 bits: UInt32) { self.bits = 0xffff_0000_0000 | UInt128(bits) }
  /// From the 128 bits of an IPv6 address.
  public init(v6 bits: UInt128) { self.bits = bits }

  /// The 32 bits of an IPv4 address, or nil for IPv6.
  public var v4Bits: UInt32? { bits >> 32 == 0xffff ? UInt32(truncatingIfNeeded: bits) : nil }

  /// By number: IPv4 together, and before most of IPv6.
  public static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }

  /// Equal addresses alike.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(truncatingIfNeeded: bits))
    // One word of an IPv4 address.
    let high = UInt64(truncatingIfNeeded: bits >> 64)
    if high != 0 { hasher.combine(high) }
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted quad, or the canonical IPv6 text of RFC 5952.
  public var description: String {
    if let v4 = v4Bits { return Self.dottedQuad(v4) }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) }
    let zeros = Self.longestZeroRun(groups)
    guard zeros.count > 1 else { return Self.text(groups[...]) }
    return Self.text(groups[..<zeros.lowerBound]) + "::" + Self.text(groups[zeros.upperBound...])
  }

  private static func dottedQuad(_ bits: UInt32) -> String {
    String(unsafeUninitializedCapacity: dottedQuadBytes) { text in
      text.baseAddress.map { writeDottedQuad(bits, to: $0) } ?? 0
    }
  }

  /// Bytes of the longest dotted quad.
  public static let dottedQuadBytes = 15

  /// Writes the text of an IPv4 address; returns how many bytes, at most `dottedQuadBytes`. By hand, because records of every
  /// flow need two of them.
  public static func writeDottedQuad(_ bits: UInt32, to place: UnsafeMutablePointer<UInt8>) -> Int {
    var count = 0
    func put(_ byte: UInt32) {
      place[count] = UInt8(truncatingIfNeeded: byte)
      count += 1
    }
    for shift in stride(from: UInt32(24), through: 0, by: -8) {
      let value = bits >> shift & 255
      if value >= 100 { put(0x30 + value / 100) }
      if value >= 10 { put(0x30 + value / 10 % 10) }
      put(0x30 + value % 10)
      if shift > 0 { put(0x2e) }
    }
    return count
  }

  private static func text(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
    var best = 0..<0
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != 0 {
      if index - start > best.count { best = start..<index }
      start = index + 1
    }
    return best
  }
}
