package import ByteParsing

/// The part of a long header that is not protected (RFC 9000 §17.2), and where the protected part is.
package struct QUICLongHeader: Hashable, Sendable {
  package enum PacketType: Hashable, Sendable { case initial, zeroRTT, handshake, retry }

  /// RFC 9000 §17.2: more is invalid in these versions.
  static let connectionIDLimit = 20

  package var version: QUICVersion
  package var type: PacketType
  package var destinationID: [UInt8]
  package var sourceID: [UInt8]
  /// Offset of the packet number from the start of the packet.
  package var packetNumberOffset = 0
  /// Bytes of the whole packet; others may follow in the datagram.
  package var packetLength: Int

  /// Reads the packet at the start of `datagram`.
  package init(parsing datagram: RawSpan) throws(DecodeError) {
    var cursor = ByteCursor(datagram)
    let first = try cursor.readUInt8()
    // Long header, and the bit that is always set (RFC 9000 §17.2).
    guard first & 0xc0 == 0xc0 else { throw DecodeError(.unsupported, at: 0) }
    guard let version = QUICVersion(rawValue: try cursor.readUInt32()) else { throw DecodeError(.badVersion, at: 1) }
    self.version = version
    type = version.packetType(first >> 4)
    destinationID = try Self.connectionID(&cursor)
    sourceID = try Self.connectionID(&cursor)
    packetLength = datagram.byteCount
    guard type != .retry else { return }
    if type == .initial { try cursor.skip(try QUICInteger.readLength(&cursor)) }  // token
    let length = try QUICInteger.readLength(&cursor)
    packetNumberOffset = cursor.offset
    packetLength = cursor.offset + length
  }

  private static func connectionID(_ cursor: inout ByteCursor) throws(DecodeError) -> [UInt8] {
    let offset = cursor.offset
    let length = Int(try cursor.readUInt8())
    guard length <= connectionIDLimit else { throw DecodeError(.badLength, at: offset) }
    return [UInt8](copying: try cursor.take(length))
  }
}
