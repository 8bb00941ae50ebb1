import ByteParsing
import FlowTracking
import PacketDecoding
import TrafficModel

/// Each step is an operation, a position and a length. The bytes at a position are always the same, so what comes out can
/// be checked wherever it begins.
public func fuzzReassembly(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let initial = SequenceNumber(UInt32(choices.choice()) << 24 | 0x00ff_ff00)
  let isMidstream = choices.choice() & 1 == 1
  var reassembler = DirectionReassembler()
  var transcript = StreamLaw(isMidstream: isMidstream)
  if !isMidstream { _ = reassembler.synchronize(initial, moment: .fuzzed, into: &transcript) }
  while !choices.isEmpty {
    let operation = choices.choice()
    let position = Int(choices.choice()) << 4 | Int(choices.choice() & 15)
    let sequence = initial.advanced(by: 1 + position)
    switch operation & 7 {
    case 0: reassembler.acknowledge(sequence)
    case 1: reassembler.declareAcknowledgedGaps(moment: .fuzzed, into: &transcript)
    case 2: _ = reassembler.declareOldestGap(moment: .fuzzed, into: &transcript)
    case 3: reassembler.close(at: sequence, moment: .fuzzed)
    case 4: reassembler.settle(fromAcknowledgement: operation & 8 == 0, moment: .fuzzed, into: &transcript)
    default:
      let length = Int(choices.choice())
      let cut = operation & 8 == 0 ? length : length / 2
      let bytes = (0..<cut).map { StreamLaw.byte(at: position + $0) }
      _ = reassembler.insert(
        bytes.span.bytes, wireLength: length, at: sequence, moment: .fuzzed, into: &transcript)
    }
  }
  reassembler.finish(moment: .fuzzed, into: &transcript)
}

/// Bytes and gaps come in order, each position once, and every byte is the one that was sent there.
private struct StreamLaw: StreamConsumer, ~Copyable {
  private var next: UInt64 = 0
  /// A midstream pickup may begin anywhere, so which bytes belong where is not known.
  private let isMidstream: Bool

  init(isMidstream: Bool) { self.isMidstream = isMidstream }

  static func byte(at position: Int) -> UInt8 { UInt8(truncatingIfNeeded: (position * 0x9e37 >> 7) ^ position) }

  mutating func receive(_ bytes: RawSpan, at offset: StreamOffset, moment: Moment) {
    demand(offset.rawValue == next, "bytes come in order, each once")
    if !isMidstream {
      let expected = (0..<bytes.byteCount).map { Self.byte(at: Int(next) + $0) }
      demand(bytes.withUnsafeBytes { $0.elementsEqual(expected) }, "bytes come where they were sent")
    }
    next += UInt64(bytes.byteCount)
  }

  mutating func gap(_ range: Range<StreamOffset>, moment: Moment) {
    demand(range.lowerBound.rawValue == next, "a gap begins where the bytes end")
    demand(range.upperBound > range.lowerBound, "a gap has a length")
    next = range.upperBound.rawValue
  }
}

extension Moment {
  /// One moment for all bytes, so that cutting them changes no time.
  static let fuzzed = Moment(
    time: Timestamp(nanoseconds: 1), frame: FrameReference(capture: CaptureID(rawValue: 0), number: 1))
}
