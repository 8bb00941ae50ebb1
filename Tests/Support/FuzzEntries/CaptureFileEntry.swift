import ByteParsing
import CaptureFiles
import TrafficModel

/// The input is a capture file.
public func fuzzCaptureFile(_ input: UnsafeRawBufferPointer) {
  var bytes = 0
  forEachFrame(of: input) { frame, header in
    demand(frame.byteCount == header.capturedLength, "the header knows the frame's length")
    bytes += frame.byteCount
  }
}

/// Lends every frame of a capture file that lies in memory, and the decryption secrets before it.
func forEachFrame(
  of file: UnsafeRawBufferPointer, secrets: ([UInt8]) -> Void = { _ in }, _ body: (RawSpan, FrameHeader) -> Void
) {
  let descriptor = memoryFile(file)
  guard descriptor >= 0 else { return }
  var limits = CaptureLimits()
  limits.bufferBytes = 1 << 16
  var reader = CaptureFileReader(adopting: descriptor, named: "fuzzed", as: CaptureID(rawValue: 0), limits: limits)
  do {
    let take = { (frame: RawSpan, header: FrameHeader) in body(frame, header) }
    while true {
      for text in reader.takeSecrets() { secrets(text) }
      guard try reader.next(take) == .frame else { return }
    }
  } catch {
    // No capture: said to the user, nothing to check.
  }
}
