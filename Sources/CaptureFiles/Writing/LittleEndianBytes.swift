extension [UInt8] {
  /// Both capture formats are written in little-endian order, whatever the machine.
  mutating func appendLittle<T: FixedWidthInteger>(_ value: T) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }

  /// Zeros until `count` is a multiple of four, counted from `start`.
  mutating func padToFour(from start: Int) {
    while (count - start) & 3 != 0 { append(0) }
  }
}
