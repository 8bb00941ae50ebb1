import Foundation
import Testing

/// Something that is no good capture, and what is to be said about it.
struct BadInput: CustomTestStringConvertible, Sendable {
  var testDescription: String
  /// Made from a good capture.
  var make: @Sendable ([UInt8]) -> [UInt8]
  var status: Int32
  /// Part of the message.
  var says: String
  /// Calls that can still be found.
  var calls: Int

  static let all = [
    BadInput(testDescription: "an empty file", make: { _ in [] }, status: 3, says: "the file is empty", calls: 0),
    BadInput(
      testDescription: "a text", make: { _ in Array("dear diary\n".utf8) }, status: 3, says: "not a capture", calls: 0),
    BadInput(
      testDescription: "one byte", make: { Array($0.prefix(1)) }, status: 3, says: "not a capture", calls: 0),
    BadInput(
      testDescription: "half a file header", make: { Array($0.prefix(10)) }, status: 3,
      says: "cut off before the end of its first frame", calls: 0),
    BadInput(
      testDescription: "half a frame", make: { Array($0.prefix(50)) }, status: 3,
      says: "cut off before the end of its first frame", calls: 0),
    BadInput(
      testDescription: "a file header alone", make: { Array($0.prefix(24)) }, status: 0, says: "holds no frames",
      calls: 0),
    BadInput(
      testDescription: "cut off in the middle of the last frame", make: { $0.dropLast() }, status: 0,
      says: "read to its last whole frame", calls: 4),
    BadInput(
      testDescription: "a first frame of two gigabytes", make: { lengthened($0, frame: 0) }, status: 3,
      says: "a frame or block of absurd length", calls: 0),
    BadInput(
      testDescription: "a last frame of two gigabytes", make: { lengthened($0, frame: -1) }, status: 0,
      says: "frames before it were read", calls: 4),
  ]

  /// `capture`, in which a frame says it has two gigabytes; counted from the end when negative.
  private static func lengthened(_ capture: [UInt8], frame: Int) -> [UInt8] {
    let starts = frameStarts(capture)
    let start = starts[frame < 0 ? starts.count + frame : frame]
    var bytes = capture
    bytes.replaceSubrange(start + 8..<start + 12, with: [0xff, 0xff, 0xff, 0x7f])
    return bytes
  }

  /// `capture` with other seconds in each frame; `change` gets a frame's number and its seconds.
  static func retimed(_ capture: [UInt8], _ change: (Int, UInt32) -> UInt32) -> [UInt8] {
    var bytes = capture
    for (number, start) in frameStarts(capture).enumerated() {
      let seconds = change(number, littleEndian(bytes, at: start))
      bytes.replaceSubrange(start..<start + 4, with: (0..<4).map { UInt8(truncatingIfNeeded: seconds >> ($0 * 8)) })
    }
    return bytes
  }

  /// Where frame headers begin in a classic capture of little-endian order.
  private static func frameStarts(_ capture: [UInt8]) -> [Int] {
    var starts: [Int] = []
    var start = 24
    while start + 16 <= capture.count {
      starts.append(start)
      start += 16 + Int(littleEndian(capture, at: start + 8))
    }
    return starts
  }

  private static func littleEndian(_ bytes: [UInt8], at start: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << ($1 * 8) }
  }
}
