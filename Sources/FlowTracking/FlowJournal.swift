import ByteParsing
package import TrafficModel

/// Writes down what a flow table tells, so that it can be read later, or by another thread, as if it had been told there.
package final class FlowJournal: FlowObserver {
  @exclusivity(unchecked) private var open = Lender(FlowSteps())

  package init() {}

  package var isEmpty: Bool { open.lend { $0.isEmpty } }
  /// What of memory and of work has come together.
  package var byteCount: Int { open.lend { $0.byteCount } }
  package var stepCount: Int { open.lend { $0.steps.count } }

  /// The steps so far; the next ones are written into `empty`.
  package func take(replacing empty: FlowSteps) -> FlowSteps {
    let steps = open.object
    open = Lender(empty)
    return steps
  }

  /// Capture time has come to `moment`.
  package func note(clock moment: Moment) {
    add(FlowSteps.Step(slot: 0, standing: [], event: .clock, moment: moment))
  }

  package func flowBegan(_ flow: Flow, at moment: Moment) {
    open.lend { $0.beginnings.append(flow.reference) }
    note(.began, flow, moment)
  }

  package func receive(
    _ bytes: RawSpan, _ direction: Direction, at offset: StreamOffset, of flow: Flow, moment: Moment
  ) {
    note(.bytes(direction, open.lend { $0.keep(bytes) }), flow, moment)
  }

  package func gap(_ range: Range<StreamOffset>, _ direction: Direction, of flow: Flow, moment: Moment) {
    note(.gap(direction, length: range.upperBound.rawValue &- range.lowerBound.rawValue), flow, moment)
  }

  package func streamEnded(_ direction: Direction, of flow: Flow, moment: Moment) {
    note(.streamEnded(direction), flow, moment)
  }

  package func flowEnded(_ flow: Flow, state: FlowSummary.State, at moment: Moment) {
    open.lend { $0.endings.append(flow.summary(state: state)) }
    note(.ended, flow, moment)
  }

  package func receiveDatagram(_ payload: RawSpan, _ direction: Direction, of flow: Flow, moment: Moment) {
    note(.datagram(direction, open.lend { $0.keep(payload) }), flow, moment)
  }

  package func anomaly(_ kind: Anomaly.Kind, of flow: Flow?, moment: Moment) {
    if let flow { return note(.anomaly(kind), flow, moment) }
    add(FlowSteps.Step(slot: 0, standing: [], event: .looseAnomaly(kind), moment: moment))
  }

  private func note(_ event: FlowSteps.Event, _ flow: Flow, _ moment: Moment) {
    add(FlowSteps.Step(slot: flow.slot, standing: flow.standing, event: event, moment: moment))
  }

  private func add(_ step: FlowSteps.Step) { open.lend { $0.steps.append(step) } }
}
