import ByteParsing
package import TrafficModel

/// Writes one classic pcap file with nanoseconds.
///
/// The file is new, readable by its owner only, and after every flush ends with a whole frame. `bytes`, `frames` and the
/// times tell a rotation policy when to end it.
package struct CaptureFileWriter: ~Copyable {
  private static let magic: UInt32 = 0xa1b2_3c4d
  private static let recordHeaderLength = 16
  private static let nanosecondsPerSecond: Int64 = 1_000_000_000

  private var file: OutputFile
  private let snapLength: Int
  private var written: FinishedCapture

  /// - Parameter snapLength: longer frames are cut to it; the file tells it to its readers.
  package init(
    creating path: String, linkType: LinkType, snapLength: Int = 262_144, bufferBytes: Int = 1 << 18
  ) throws(CaptureFileError) {
    let limit = UInt32(clamping: snapLength)
    var file = try OutputFile(creating: path, bufferBytes: bufferBytes)
    try file.append(ClassicLayout.fileHeaderLength) { buffer in
      buffer.appendLittle(Self.magic)
      buffer.appendLittle(2 as UInt16)
      buffer.appendLittle(4 as UInt16)
      buffer.appendLittle(0 as UInt64)  // time zone and accuracy, which nobody uses
      buffer.appendLittle(limit)
      buffer.appendLittle(linkType.rawValue)
    }
    self.file = file
    self.snapLength = Int(limit)
    written = FinishedCapture(path: path)
  }

  package var frames: UInt64 { written.frames }
  /// Bytes of the file once everything is written.
  package var bytes: Int64 { file.bytes }
  package var firstTime: Timestamp? { written.firstTime }
  package var lastTime: Timestamp? { written.lastTime }

  /// Appends a frame. When the buffer must be written first and cannot be, the frame is not appended.
  ///
  /// Times outside 1970…2106 cannot be told by this format and become its first or last.
  package mutating func append(
    _ frame: RawSpan, at time: Timestamp, wireLength: Int
  ) throws(CaptureFileError) {
    let captured = min(frame.byteCount, snapLength)
    let kept = frame.extracting(0..<captured)
    let (seconds, fraction) = Self.split(time)
    try file.append(Self.recordHeaderLength + captured) { buffer in
      buffer.appendLittle(seconds)
      buffer.appendLittle(fraction)
      buffer.appendLittle(UInt32(clamping: captured))
      buffer.appendLittle(UInt32(clamping: max(wireLength, captured)))
      buffer.append(kept)
    }
    written.count(time)
  }

  private static func split(_ time: Timestamp) -> (seconds: UInt32, nanoseconds: UInt32) {
    guard time.nanoseconds >= 0 else { return (0, 0) }
    let (seconds, fraction) = time.nanoseconds.quotientAndRemainder(dividingBy: nanosecondsPerSecond)
    guard seconds <= Int64(UInt32.max) else { return (.max, 999_999_999) }
    return (UInt32(seconds), UInt32(fraction))
  }

  /// Makes everything visible to other processes.
  package mutating func flush() throws(CaptureFileError) { try file.flush() }

  /// Ends the file. The writer is consumed: nothing can be appended to finished evidence.
  /// - Parameter isDurable: wait until the disk has it; not for a capture thread that must go on.
  package consuming func finish(isDurable: Bool = true) throws(CaptureFileError) -> FinishedCapture {
    var finished = written
    finished.bytes = try file.finish(isDurable: isDurable)
    return finished
  }
}
