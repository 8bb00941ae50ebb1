package import TrafficModel

/// What a flow table told, written down in order, with the bytes that it told of.
///
/// Unchecked: one thread at a time has it. Who hands it on does not touch it any more.
package final class FlowSteps: @unchecked Sendable {
  package enum Event: Sendable {
    /// The next of `beginnings`.
    case began
    case bytes(Direction, Range<Int>)
    case gap(Direction, length: UInt64)
    case streamEnded(Direction)
    case datagram(Direction, Range<Int>)
    /// The next of `endings`.
    case ended
    case anomaly(Anomaly.Kind)
    /// One below flows.
    case looseAnomaly(Anomaly.Kind)
    /// Capture time has come to the moment.
    case clock
  }

  package struct Step: Sendable {
    /// Names the flow among those that are open; taken again when it has ended. 0 for what concerns none.
    package let slot: Int
    package let standing: FlowStanding
    package let event: Event
    package let moment: Moment
  }

  @exclusivity(unchecked) package internal(set) var steps: [Step] = []
  /// Of flows as they were taken to be when they began.
  @exclusivity(unchecked) package internal(set) var beginnings: [FlowReference] = []
  @exclusivity(unchecked) package internal(set) var endings: [FlowSummary] = []
  @exclusivity(unchecked) var bytes: [UInt8] = []

  package init() {}

  /// With memory for as much as will be written: growing to it would cost more than writing.
  package init(reservingBytes byteCount: Int, steps stepCount: Int) {
    bytes.reserveCapacity(byteCount)
    steps.reserveCapacity(stepCount)
  }

  package var isEmpty: Bool { steps.isEmpty }
  package var byteCount: Int { bytes.count }

  /// Calls `body` with the bytes that a step tells of, borrowed for the call.
  package func withBytes(_ range: Range<Int>, _ body: (RawSpan) -> Void) {
    let held = bytes
    body(held.span.bytes.extracting(range))
  }

  /// Forgets everything but the memory it took.
  package func removeAll() {
    steps.removeAll(keepingCapacity: true)
    beginnings.removeAll(keepingCapacity: true)
    endings.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
