import ByteParsing

/// Numbers of one, two, four or eight bytes, by their first two bits (RFC 9000 §16).
enum QUICInteger {
  static func read(_ cursor: inout ByteCursor) throws(DecodeError) -> UInt64 {
    let first = try cursor.readUInt8()
    var value = UInt64(first & 0x3f)
    for _ in 1..<(1 << Int(first >> 6)) { value = value << 8 | UInt64(try cursor.readUInt8()) }
    return value
  }

  /// A length that must fit what is left of the unit.
  static func readLength(_ cursor: inout ByteCursor) throws(DecodeError) -> Int {
    let start = cursor.offset
    let value = try read(&cursor)
    guard value <= UInt64(cursor.remaining) else { throw DecodeError(.truncated, at: start) }
    return Int(value)
  }
}
