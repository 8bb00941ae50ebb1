extension OutputFile {
  /// Appends a pcapng block: its body is filled, padded, and framed by its length.
  /// - Parameter bodyBytes: about how many bytes `fill` appends; decides when to write what came before.
  mutating func appendBlock(
    _ type: UInt32, bodyBytes: Int, _ fill: (inout [UInt8]) -> Void
  ) throws(CaptureFileError) {
    try append(BlockLayout.minimumLength + 4 + bodyBytes) { buffer in
      let start = buffer.count
      buffer.appendLittle(type)
      buffer.appendLittle(0 as UInt32)
      fill(&buffer)
      buffer.padToFour(from: start)
      let length = UInt32(clamping: buffer.count - start + 4)
      buffer.appendLittle(length)
      for index in 0..<4 { buffer[start + 4 + index] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(index))) }
    }
  }
}

extension [UInt8] {
  /// Appends an option of a pcapng block. Values longer than an option can hold are cut.
  mutating func appendOption(_ code: UInt16, _ value: [UInt8]) {
    let kept = value.prefix(Int(UInt16.max))
    let start = count
    appendLittle(code)
    appendLittle(UInt16(clamping: kept.count))
    append(contentsOf: kept)
    padToFour(from: start)
  }
}
