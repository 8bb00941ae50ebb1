/// Unpacks a compressed stream piece by piece, with memory that does not depend on its length.
///
/// A class, because the C libraries keep pointers to their state. Called once per buffer, never per frame.
protocol StreamDecoder: AnyObject {
  /// True inside a compressed member or frame: an end of input here means that the stream was cut off.
  var isMidStream: Bool { get }

  /// Unpacks as much of `input` as fits into `output`.
  func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodedPiece
}

/// What one call of a decoder did. When `isCorrupt`, the bytes produced are still good and nothing follows.
struct DecodedPiece {
  var consumed: Int
  var produced: Int
  var isCorrupt: Bool
}
