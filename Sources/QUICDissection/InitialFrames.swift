import ByteParsing

/// The frames that Initial packets may hold (RFC 9000 §12.4); only those of the CRYPTO stream are of use.
enum InitialFrames {
  /// Hands over each piece of the CRYPTO stream. Throws on frames that do not belong here.
  static func read(_ payload: RawSpan, crypto: (RawSpan, UInt64) -> Void) throws(DecodeError) {
    var cursor = ByteCursor(payload)
    while cursor.remaining > 0 {
      let offset = cursor.offset
      switch try QUICInteger.read(&cursor) {
      case 0x00, 0x01: break  // PADDING, PING
      case 0x02: try skipAcknowledgement(&cursor, hasCounts: false)
      case 0x03: try skipAcknowledgement(&cursor, hasCounts: true)
      case 0x06:
        let position = try QUICInteger.read(&cursor)
        let length = try QUICInteger.readLength(&cursor)
        crypto(try cursor.take(length), position)
      case 0x1c:  // CONNECTION_CLOSE: error, frame type, reason
        _ = try QUICInteger.read(&cursor)
        _ = try QUICInteger.read(&cursor)
        try cursor.skip(try QUICInteger.readLength(&cursor))
      default: throw DecodeError(.unsupported, at: offset)
      }
    }
  }

  private static func skipAcknowledgement(_ cursor: inout ByteCursor, hasCounts: Bool) throws(DecodeError) {
    _ = try QUICInteger.read(&cursor)  // largest acknowledged
    _ = try QUICInteger.read(&cursor)  // delay
    let ranges = try QUICInteger.read(&cursor)
    _ = try QUICInteger.read(&cursor)  // first range
    // Each range takes two bytes at least, so that a count beyond what is there ends soon.
    for _ in 0..<min(ranges, UInt64(cursor.remaining)) {
      _ = try QUICInteger.read(&cursor)
      _ = try QUICInteger.read(&cursor)
    }
    guard hasCounts else { return }
    for _ in 0..<3 { _ = try QUICInteger.read(&cursor) }
  }
}
