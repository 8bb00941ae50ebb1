package import TrafficModel

/// The four forms of a pcap file (draft-ietf-opsawg-pcap).
package struct CaptureEncoding: Hashable, Sendable {
  package enum Resolution: Sendable { case microseconds, nanoseconds }
  package enum ByteOrder: Sendable { case little, big }

  package var resolution: Resolution
  package var byteOrder: ByteOrder
  package var snapLength: UInt32

  package init(
    _ resolution: Resolution = .nanoseconds, _ byteOrder: ByteOrder = .little, snapLength: UInt32 = 262_144
  ) {
    self.resolution = resolution
    self.byteOrder = byteOrder
    self.snapLength = snapLength
  }

  package static let all = [
    CaptureEncoding(.microseconds, .little), CaptureEncoding(.microseconds, .big),
    CaptureEncoding(.nanoseconds, .little), CaptureEncoding(.nanoseconds, .big),
  ]

  package func appendFileHeader(linkType: LinkType, into bytes: inout [UInt8]) {
    append(resolution == .microseconds ? 0xa1b2_c3d4 : 0xa1b2_3c4d, into: &bytes)
    // Version 2.4: two 16-bit fields.
    append(byteOrder == .little ? 0x0004_0002 : 0x0002_0004, into: &bytes)
    append(0, into: &bytes)
    append(0, into: &bytes)
    append(snapLength, into: &bytes)
    append(linkType.rawValue, into: &bytes)
  }

  package func appendFrameHeader(time: Timestamp, capturedLength: Int, wireLength: Int, into bytes: inout [UInt8]) {
    let (seconds, fraction) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    append(UInt32(truncatingIfNeeded: seconds), into: &bytes)
    append(UInt32(truncatingIfNeeded: resolution == .microseconds ? fraction / 1000 : fraction), into: &bytes)
    append(UInt32(truncatingIfNeeded: capturedLength), into: &bytes)
    append(UInt32(truncatingIfNeeded: wireLength), into: &bytes)
  }

  private func append(_ value: UInt32, into bytes: inout [UInt8]) {
    bytes.appendBigEndian(byteOrder == .big ? value : value.byteSwapped)
  }
}
