import TrafficModel

/// Writes IP datagrams that carry TCP segments (RFC 791, RFC 8200, RFC 9293).
enum IPDatagram {
  static func tcp(
    from source: Endpoint, to target: Endpoint, sequence: UInt32, acknowledgement: UInt32, flags: UInt8,
    _ payload: [UInt8]
  ) -> [UInt8] {
    let isVersion4 = source.address.v4Bits != nil && target.address.v4Bits != nil
    let addresses = bytes(source.address, isVersion4) + bytes(target.address, isVersion4)
    var segment = big(source.port) + big(target.port) + big(sequence) + big(acknowledgement)
    segment += [0x50, flags, 0xff, 0xff, 0, 0, 0, 0] + payload
    let pseudoHeader = addresses + big(UInt32(truncatingIfNeeded: segment.count)) + [0, 0, 0, 6]
    let sum = checksum(pseudoHeader + segment)
    segment[16] = UInt8(sum >> 8)
    segment[17] = UInt8(sum & 255)
    let length = UInt16(truncatingIfNeeded: segment.count + (isVersion4 ? 20 : 0))
    guard isVersion4 else { return [0x60, 0, 0, 0] + big(length) + [6, 64] + addresses + segment }
    var header = [0x45, 0] + big(length) + [0, 0, 0x40, 0, 64, 6, 0, 0] + addresses
    let headerSum = checksum(header)
    header[10] = UInt8(headerSum >> 8)
    header[11] = UInt8(headerSum & 255)
    return header + segment
  }

  /// The Internet checksum (RFC 1071).
  private static func checksum(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    for (index, byte) in bytes.enumerated() { sum &+= index & 1 == 0 ? UInt32(byte) << 8 : UInt32(byte) }
    while sum > 0xffff { sum = (sum & 0xffff) + (sum >> 16) }
    return ~UInt16(truncatingIfNeeded: sum)
  }

  private static func bytes(_ address: IPAddress, _ isVersion4: Bool) -> [UInt8] {
    isVersion4 ? big(address.v4Bits ?? 0) : big(address.bits)
  }

  private static func big<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}
