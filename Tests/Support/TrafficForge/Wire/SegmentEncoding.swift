import TrafficModel

extension ForgedSegment {
  private static let tcpProtocol: UInt8 = 6

  /// Appends the datagram that carries this segment, with true lengths and checksums.
  ///
  /// IPv4 headers have no options and forbid fragmenting; IPv6 headers have no extensions.
  package func appendDatagram(identification: UInt16, into frame: inout [UInt8]) {
    let length = 20 + options.count + payload.count
    if let from = source.address.v4Bits, let to = destination.address.v4Bits {
      Self.appendIPv4Header(from, to, length: length, identification: identification, into: &frame)
    } else {
      appendIPv6Header(length: length, into: &frame)
    }
    appendSegment(into: &frame)
  }

  private static func appendIPv4Header(
    _ source: UInt32, _ destination: UInt32, length: Int, identification: UInt16, into frame: inout [UInt8]
  ) {
    let start = frame.count
    frame.appendBigEndian(UInt16(0x4500))
    // Zero when the segment outgrows the field, as offloading hosts write it.
    frame.appendBigEndian(UInt16(exactly: length + 20) ?? 0)
    frame.appendBigEndian(identification)
    frame.appendBigEndian(UInt16(0x4000))
    frame.append(contentsOf: [64, tcpProtocol, 0, 0])
    frame.appendBigEndian(source)
    frame.appendBigEndian(destination)
    var checksum = InternetChecksum()
    checksum.add(frame[start...])
    frame.overwriteBigEndian(checksum.value, at: start + 10)
  }

  private func appendIPv6Header(length: Int, into frame: inout [UInt8]) {
    frame.appendBigEndian(UInt32(0x6000_0000))
    frame.appendBigEndian(UInt16(exactly: length) ?? 0)
    frame.append(contentsOf: [Self.tcpProtocol, 64])
    frame.appendBigEndian(source.address.bits)
    frame.appendBigEndian(destination.address.bits)
  }

  private func appendSegment(into frame: inout [UInt8]) {
    let start = frame.count
    frame.appendBigEndian(source.port)
    frame.appendBigEndian(destination.port)
    frame.appendBigEndian(sequence)
    frame.appendBigEndian(flags.contains(.ack) ? acknowledgement : 0)
    frame.append(UInt8((20 + options.count) / 4) << 4)
    frame.append(flags.rawValue)
    frame.appendBigEndian(window)
    frame.append(contentsOf: [0, 0, 0, 0])
    frame.append(contentsOf: options)
    frame.append(contentsOf: payload)
    frame.overwriteBigEndian(checksum(of: frame[start...]), at: start + 16)
  }

  /// The sum over segment and pseudo header (RFC 9293 §3.1).
  private func checksum(of segment: ArraySlice<UInt8>) -> UInt16 {
    var checksum = InternetChecksum()
    for address in [source.address, destination.address] {
      let isIPv4 = address.v4Bits != nil
      for shift in stride(from: isIPv4 ? 16 : 112, through: 0, by: -16) {
        checksum.add(UInt16(truncatingIfNeeded: address.bits >> UInt128(shift)))
      }
    }
    checksum.add(UInt16(Self.tcpProtocol))
    checksum.add(UInt16(truncatingIfNeeded: segment.count))
    checksum.add(UInt16(truncatingIfNeeded: segment.count >> 16))
    checksum.add(segment)
    return checksum.value
  }
}
