import ByteParsing

/// The primitives of RFC 7541 §5, read from one whole header block.
enum HPACKPrimitives {
  static func byte(_ cursor: inout ByteCursor) throws(HPACKFailure) -> UInt8 {
    do { return try cursor.readUInt8() } catch { throw .truncated }
  }

  /// An integer whose first byte, already read, has `prefixBits` bits of it (§5.1).
  ///
  /// At most 32 bits in at most five more bytes: more is either an attack or nonsense.
  static func integer(
    _ first: UInt8, prefixBits: UInt8, _ cursor: inout ByteCursor
  ) throws(HPACKFailure) -> Int {
    let mask = UInt8.max >> (8 - prefixBits)
    var value = UInt64(first & mask)
    guard first & mask == mask else { return Int(value) }
    for shift in stride(from: 0 as UInt64, through: 28, by: 7) {
      let byte = try byte(&cursor)
      value += UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 {
        guard value <= UInt32.max else { throw .integerOverflow }
        return Int(value)
      }
    }
    throw .integerOverflow
  }

  /// A string literal, plain or Huffman-coded (§5.2).
  static func string(_ cursor: inout ByteCursor) throws(HPACKFailure) -> [UInt8] {
    let first = try byte(&cursor)
    let length = try integer(first, prefixBits: 7, &cursor)
    guard length <= cursor.remaining, let bytes = try? cursor.take(length) else { throw .truncated }
    guard first & 0x80 != 0 else { return [UInt8](copying: bytes) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(length + length / 2)
    try HPACKHuffmanCode.shared.decode(bytes, into: &decoded)
    return decoded
  }
}
