package import ByteParsing
package import TrafficModel

/// The five bytes before a record (RFC 8446 §5.1).
package struct RecordHeader: Hashable, Sendable {
  package static let byteCount = 5

  package var type: ContentType
  /// Frozen at TLS 1.2 by TLS 1.3.
  package var version: TLSVersion
  /// Bytes of the body.
  package var length: Int

  package init(type: ContentType, version: TLSVersion, length: Int) {
    self.type = type
    self.version = version
    self.length = length
  }

  /// Reads a header that could begin a record: a known type, a version of SSL 3.0 to TLS 1.3, a length within `limit`.
  package init(parsing cursor: inout ByteCursor, limit: Int) throws(DecodeError) {
    let start = cursor.offset
    type = ContentType(rawValue: try cursor.readUInt8())
    guard type.isKnown else { throw DecodeError(.unsupported, at: start) }
    version = TLSVersion(rawValue: try cursor.readUInt16())
    guard version >= .ssl30, version <= .tls13 else { throw DecodeError(.badVersion, at: start + 1) }
    length = Int(try cursor.readUInt16())
    guard length <= limit else { throw DecodeError(.badLength, at: start + 3) }
  }
}
