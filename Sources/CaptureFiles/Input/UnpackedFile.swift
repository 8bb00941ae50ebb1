/// Any file read from front to back, unpacked when it is compressed: logs that are read beside captures.
package struct UnpackedFile: ~Copyable {
  private var source: CaptureSource
  private let buffer: UnsafeMutableRawBufferPointer

  /// `-` is standard input.
  package init(path: String) throws(CaptureFileError) {
    source = CaptureSource(try InputFile(path: path))
    buffer = .allocate(byteCount: 1 << 16, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// The next bytes; nil at the end. What a broken compression hides is not told apart from the end: `isWhole` says.
  package mutating func next() throws(CaptureFileError) -> [UInt8]? {
    let count = try source.read(into: buffer)
    guard count > 0 else { return nil }
    return Array(buffer[..<count])
  }

  /// False when the compressed data is cut off or broken.
  package var isWhole: Bool { source.ending == .whole }
}
