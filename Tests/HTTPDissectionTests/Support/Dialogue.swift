import ByteParsing
import HTTPDissection
import TrafficModel

/// What two ends say to each other, and what of it reaches the analyzer.
struct Dialogue {
  enum Step {
    case bytes(Direction, [UInt8])
    case gap(Direction, UInt64)
    case end(Direction)

    static func client(_ text: String) -> Step { .bytes(.toServer, Array(text.utf8)) }
    static func server(_ text: String) -> Step { .bytes(.toClient, Array(text.utf8)) }
  }

  var steps: [Step] = []
  var isMidstream = false
  var limits = HTTPLimits()
  var state: FlowSummary.State = .closed

  init(_ steps: Step..., midstream: Bool = false) {
    self.steps = steps
    isMidstream = midstream
  }

  /// Every byte of one direction; gaps left out.
  func stream(_ direction: Direction) -> [UInt8] {
    steps.flatMap { step -> [UInt8] in
      guard case .bytes(direction, let bytes) = step else { return [] }
      return bytes
    }
  }

  /// The same dialogue in pieces of at most `size` bytes.
  func cut(every size: Int) -> Dialogue {
    var copy = self
    copy.steps = steps.flatMap { step -> [Step] in
      guard case .bytes(let direction, let bytes) = step else { return [step] }
      return stride(from: 0, to: bytes.count, by: size).map {
        .bytes(direction, Array(bytes[$0..<min($0 + size, bytes.count)]))
      }
    }
    return copy
  }

  /// The same dialogue with the `index`-th byte of all beginning a new piece.
  func cut(at index: Int) -> Dialogue {
    var copy = self
    var before = 0
    copy.steps = steps.flatMap { step -> [Step] in
      guard case .bytes(let direction, let bytes) = step else { return [step] }
      defer { before += bytes.count }
      guard before < index, index < before + bytes.count else { return [step] }
      return [
        .bytes(direction, Array(bytes[..<(index - before)])), .bytes(direction, Array(bytes[(index - before)...])),
      ]
    }
    return copy
  }

  var byteCount: Int { stream(.toServer).count + stream(.toClient).count }

  /// - Parameter time: of each step; the count of steps by default.
  func run(time: (Int) -> Int = { $0 }) -> ExchangeTranscript {
    let transcript = ExchangeTranscript()
    let conversation = HTTP1Conversation(
      flow: .example, isEncrypted: false, isMidstream: isMidstream, limits: limits, observer: transcript)
    for (index, step) in steps.enumerated() {
      let moment = Moment.example(time(index))
      switch step {
      case .bytes(let direction, let bytes): conversation.receive(bytes.span.bytes, direction, moment: moment)
      case .gap(let direction, let length): conversation.gap(length: length, direction, moment: moment)
      case .end(let direction): conversation.streamEnded(direction, moment: moment)
      }
    }
    conversation.finish(state, moment: .example(time(steps.count)))
    return transcript
  }
}

extension Moment {
  static func example(_ count: Int) -> Moment {
    Moment(
      time: Timestamp(nanoseconds: Int64(count) * 1_000),
      frame: FrameReference(capture: CaptureID(rawValue: 0), number: UInt64(count) + 1))
  }
}

extension FlowReference {
  static let example = FlowReference(
    id: FlowID(rawValue: 7), client: Endpoint(IPAddress(v4: 0xc000_020a), 50_000),
    server: Endpoint(IPAddress(v4: 0xc633_6407), 8_080), transport: .tcp)
}
