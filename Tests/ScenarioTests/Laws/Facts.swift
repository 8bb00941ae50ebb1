import AnalysisPipeline
import MCPDissection
import TrafficForge
import TrafficModel

/// What an analysis states, without times, frames and names made from them: what must not change when the same
/// conversation is cut, joined, repeated or shuffled on its way into the capture.
struct Facts: Hashable {
  /// Each fact and how often it was stated; the order depends on when things became certain.
  private(set) var counts: [TrafficEvent: Int] = [:]
  private(set) var calls: [ToolCall] = []

  init(_ traffic: ForgedTraffic, over link: LinkLayer = .ethernet) {
    self.init { analyzer in
      for (index, frame) in traffic.frames(over: link).enumerated() {
        let reference = FrameReference(capture: CaptureID(rawValue: 0), number: UInt64(index + 1))
        let header = FrameHeader(
          time: frame.time, frame: reference, capturedLength: frame.bytes.count, wireLength: frame.wireLength,
          linkType: frame.linkType)
        analyzer.ingest(frame.bytes.span.bytes, header: header)
      }
    }
  }

  /// - Parameter feed: gives the analyzer its frames.
  init(_ feed: (Analyzer) -> Void) {
    let sink = FactSink()
    let analyzer = Analyzer(limits: AnalyzerLimits(), hasher: SecretHasher(key: [7]), sink: sink)
    feed(analyzer)
    analyzer.finish()
    for event in sink.events {
      if case .toolCall(let call) = event { calls.append(call.value.timeless) }
      if let fact = event.timeless { counts[fact, default: 0] += 1 }
    }
  }

  /// The facts of some kinds only.
  func only(_ kinds: Set<TrafficEvent.Kind>) -> Self {
    var copy = self
    copy.counts = counts.filter { kinds.contains($0.key.kind) }
    return copy
  }

  /// What the other has and this has not, or less often.
  func missing(of other: Facts) -> [TrafficEvent] {
    other.counts.filter { counts[$0.key, default: 0] < $0.value }.map(\.key)
  }
}

private final class FactSink: EventSink {
  private(set) var events: [TrafficEvent] = []
  func emit(_ event: TrafficEvent) { events.append(event) }
}

extension TrafficEvent {
  /// Nil for counters of work, which depend on the frames.
  fileprivate var timeless: TrafficEvent? {
    switch self {
    case .flow(let flow): .flow(flow.value.timeless)
    case .http(let exchange): .http(exchange.value.timeless)
    case .session(let session): .session(session.value.timeless)
    case .toolCall(let call): .toolCall(call.value.timeless)
    case .message(let message): .message(message.value.timeless)
    case .toolDefinition(let definition): .toolDefinition(definition.value.timeless)
    case .anomaly(let anomaly): .anomaly(anomaly.value.timeless)
    default: nil
    }
  }
}
