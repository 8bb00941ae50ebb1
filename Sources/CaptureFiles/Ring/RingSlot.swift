/// Holds the reader of a ring's current file in one place, where it can be asked without being taken out.
///
/// By pointer, for the reason that `OpenCaptureSlot` gives. Safe: only `RingReader` has slots, and no call into a reader
/// comes back to it except through the borrowed frame.
final class RingSlot {
  let reader: UnsafeMutablePointer<CaptureFileReader>

  init(_ reader: consuming CaptureFileReader) {
    self.reader = .allocate(capacity: 1)
    self.reader.initialize(to: reader)
  }

  deinit {
    reader.deinitialize(count: 1)
    reader.deallocate()
  }
}
