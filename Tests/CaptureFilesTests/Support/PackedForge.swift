/// Forges compressed streams that hold their bytes unchanged, so that tests know where every byte lies.
enum PackedForge {
  /// A gzip member of stored blocks (RFC 1951 §3.2.4).
  static func gzip(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
    var rest = content[...]
    repeat {
      let piece = rest.prefix(65_535)
      rest = rest.dropFirst(piece.count)
      bytes.append(rest.isEmpty ? 1 : 0)
      bytes += little(UInt16(piece.count)) + little(~UInt16(piece.count)) + piece
    } while !rest.isEmpty
    return bytes + little(checksum(content)) + little(UInt32(content.count))
  }

  /// A Zstandard frame of raw blocks (RFC 8878 §3.1.1).
  static func zstd(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50]
    var rest = content[...]
    repeat {
      let piece = rest.prefix(1 << 17)
      rest = rest.dropFirst(piece.count)
      bytes += little(UInt32(piece.count) << 3 | (rest.isEmpty ? 1 : 0)).prefix(3) + piece
    } while !rest.isEmpty
    return bytes
  }

  /// A Zstandard frame that decoders skip.
  static func skippable(_ content: [UInt8]) -> [UInt8] {
    [0x5a, 0x2a, 0x4d, 0x18] + little(UInt32(content.count)) + content
  }

  private static func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
  }

  private static func checksum(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
    }
  }
}
