import AnalysisPipeline
import FlowTracking
import MCPDissection
import Testing
import TrafficForge
import TrafficModel

/// Streams are read by another thread than frames. What it states does not depend on how far behind it is.
@Suite struct LateReadingTests {
  @Test(
    "streams that are read at once and streams that are read late state the same, in the same order",
    arguments: CaptureTraffic.all)
  func late(name: String) throws {
    guard let traffic = try CaptureTraffic.segments(of: name) else { return }
    let atOnce = Self.events(traffic, nil)
    let late = Self.events(traffic, LateCourier())
    let areSame = atOnce == late
    #expect(areSame && !atOnce.isEmpty)
  }

  private static func events(_ traffic: ForgedTraffic, _ courier: LateCourier?) -> [TrafficEvent] {
    let sink = EventList()
    let analyzer = Analyzer(limits: AnalyzerLimits(), hasher: SecretHasher(key: [7]), courier: courier, sink: sink)
    for (index, frame) in traffic.frames(over: .ethernet).enumerated() {
      let reference = FrameReference(capture: CaptureID(rawValue: 0), number: UInt64(index + 1))
      let header = FrameHeader(
        time: frame.time, frame: reference, capturedLength: frame.bytes.count, wireLength: frame.wireLength,
        linkType: frame.linkType)
      analyzer.ingest(frame.bytes.span.bytes, header: header)
    }
    analyzer.finish()
    return sink.events
  }
}

/// Reads nothing before it has to.
private final class LateCourier: FlowStepCourier {
  private var waiting: [FlowSteps] = []
  private var read: (FlowSteps) -> Void = { _ in }

  func begin(reading read: @escaping (FlowSteps) -> Void) { self.read = read }
  func carry(_ steps: FlowSteps) { waiting.append(steps) }
  func empty() -> FlowSteps { FlowSteps() }

  func drain() {
    for steps in waiting { read(steps) }
    waiting = []
  }
}

private final class EventList: EventSink {
  private(set) var events: [TrafficEvent] = []
  func emit(_ event: TrafficEvent) { events.append(event) }
}
