import ByteParsing

/// The options that a pcapng block may end with (draft-ietf-opsawg-pcapng §3.5).
enum BlockOptions {
  static let end: UInt16 = 0
  // Section headers.
  static let userApplication: UInt16 = 4
  // Interface descriptions.
  static let interfaceName: UInt16 = 2
  static let timestampResolution: UInt16 = 9
  static let timestampOffset: UInt16 = 14
  // Interface statistics.
  static let received: UInt16 = 4
  static let droppedByInterface: UInt16 = 5
  static let droppedByKernel: UInt16 = 7

  /// Calls `body` with each option and a cursor over its value, until they end or stop making sense.
  static func forEach(
    _ cursor: inout ByteCursor, _ order: ByteOrder, _ body: (UInt16, inout ByteCursor) throws(DecodeError) -> Void
  ) throws(DecodeError) {
    while cursor.remaining >= 4 {
      let code = try cursor.readUInt16(order)
      let length = Int(try cursor.readUInt16(order))
      if code == end { return }
      var value = ByteCursor(try cursor.take(length))
      try body(code, &value)
      // The last padding may be missing: some writers end the block right after the value.
      try cursor.skip(min(-length & 3, cursor.remaining))
    }
  }
}
