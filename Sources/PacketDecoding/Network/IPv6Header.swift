package import ByteParsing
package import TrafficModel

/// The fixed IPv6 header (RFC 8200 §3).
package struct IPv6Header: Hashable, Sendable {
  package static let byteCount = 40

  package var source: IPAddress
  package var destination: IPAddress
  package var nextHeader: UInt8
  /// Bytes behind this header; 0 in jumbograms (RFC 2675) and in segmentation-offload frames.
  package var payloadLength: Int

  /// Leaves `cursor` at the next header.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    guard cursor.remaining >= Self.byteCount else { throw DecodeError(.truncated, at: start &+ cursor.remaining) }
    guard try cursor.readUInt32() >> 28 == 6 else { throw DecodeError(.badVersion, at: start) }
    payloadLength = Int(try cursor.readUInt16())
    nextHeader = try cursor.readUInt8()
    try cursor.skip(1)
    source = IPAddress(v6: try cursor.readUInt128())
    destination = IPAddress(v6: try cursor.readUInt128())
  }
}
