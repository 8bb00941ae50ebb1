import ByteParsing
import CaptureFiles
import TrafficModel

/// One frame, kept.
struct KeptFrame: Hashable {
  var header: FrameHeader
  var bytes: [UInt8]

  init(_ span: RawSpan, _ header: FrameHeader) {
    self.header = header
    bytes = [UInt8](copying: span)
  }
}

/// Everything a capture gave, and what came last.
struct ReadCapture {
  var frames: [KeptFrame] = []
  var outcome = ReadOutcome.frame
  var position = CapturePosition.start
  var malformedBlocks: UInt64 = 0
  var interfaces: [CaptureInterface] = []
  var secrets: [String] = []

  var times: [Int64] { frames.map(\.header.time.nanoseconds) }
  var contents: [[UInt8]] { frames.map(\.bytes) }
}

extension CaptureFileReader {
  /// Reads until something other than a frame comes.
  mutating func readAll() throws -> ReadCapture {
    var capture = ReadCapture()
    repeat {
      capture.outcome = try next { capture.frames.append(KeptFrame($0, $1)) }
    } while capture.outcome == .frame
    capture.position = position
    capture.malformedBlocks = malformedBlocks
    capture.interfaces = interfaces
    capture.secrets = takeSecrets().map { String(decoding: $0, as: UTF8.self) }
    return capture
  }
}

/// Reads `bytes` from a file of their own.
func read(_ bytes: [UInt8], limits: CaptureLimits = CaptureLimits()) throws -> ReadCapture {
  let directory = try TemporaryDirectory()
  return try read(path: try directory.write(bytes, to: "capture"), limits: limits)
}

func read(
  path: String, from position: CapturePosition = .start, limits: CaptureLimits = CaptureLimits()
) throws -> ReadCapture {
  var reader = try CaptureFileReader(path: path, as: CaptureID(rawValue: 0), from: position, limits: limits)
  return try reader.readAll()
}
