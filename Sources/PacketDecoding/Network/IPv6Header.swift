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
    let bytes = try cursor.take(Self.byteCount)
    guard bytes.loadUInt8(at: 0) >> 4 == 6 else { throw DecodeError(.badVersion, at: start) }
    payloadLength = Int(bytes.loadUInt16(at: 4))
    nextHeader = bytes.loadUInt8(at: 6)
    source = IPAddress(v6: bytes.loadUInt128(at: 8))
    destination = IPAddress(v6: bytes.loadUInt128(at: 24))
  }
}
