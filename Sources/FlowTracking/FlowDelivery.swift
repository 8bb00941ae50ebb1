import ByteParsing
import TrafficModel

/// Hands what a reassembler tells of one direction on to the observer of flows.
struct FlowDelivery: StreamConsumer {
  // Safe: a delivery lives within one call of the table, which keeps both. Counted references cost as much as a small segment.
  private let teller: Unmanaged<FlowTeller>
  private let lentFlow: Unmanaged<Flow>
  let direction: Direction

  init(observer: FlowTeller, flow: Flow, direction: Direction) {
    teller = .passUnretained(observer)
    lentFlow = .passUnretained(flow)
    self.direction = direction
  }

  var observer: FlowTeller { teller.takeUnretainedValue() }
  var flow: Flow { lentFlow.takeUnretainedValue() }

  mutating func receive(_ bytes: RawSpan, at offset: StreamOffset, moment: Moment) {
    let direction = direction
    teller._withUnsafeGuaranteedRef { teller in
      lentFlow._withUnsafeGuaranteedRef { teller.receive(bytes, direction, at: offset, of: $0, moment: moment) }
    }
  }

  mutating func gap(_ range: Range<StreamOffset>, moment: Moment) {
    observer.gap(range, direction, of: flow, moment: moment)
    // A direction of which no frame was captured is one-sidedness, which the summary states once.
    let counts = direction == .toServer ? flow.toServer : flow.toClient
    if counts.frames > 0 { observer.anomaly(.gap, of: flow, moment: moment) }
  }
}
