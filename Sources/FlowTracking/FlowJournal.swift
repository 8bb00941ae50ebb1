import ByteParsing
package import TrafficModel

/// Writes down what a flow table tells, so that it can be read later, or by another thread, as if it had been told there.
package final class FlowJournal: FlowObserver {
  @exclusivity(unchecked) private var open = FlowSteps()

  package init() {}

  package var isEmpty: Bool { open.isEmpty }
  /// What of memory and of work has come together.
  package var byteCount: Int { open.byteCount }
  package var stepCount: Int { open.steps.count }

  /// The steps so far; the next ones are written into `empty`.
  package func take(replacing empty: FlowSteps) -> FlowSteps {
    defer { open = empty }
    return open
  }

  /// Capture time has come to `moment`.
  package func note(clock moment: Moment) {
    open.steps.append(FlowSteps.Step(slot: 0, standing: [], event: .clock, moment: moment))
  }

  package func flowBegan(_ flow: Flow, at moment: Moment) {
    open.beginnings.append(flow.reference)
    note(.began, flow, moment)
  }

  package func receive(
    _ bytes: RawSpan, _ direction: Direction, at offset: StreamOffset, of flow: Flow, moment: Moment
  ) {
    note(.bytes(direction, open.keep(bytes)), flow, moment)
  }

  package func gap(_ range: Range<StreamOffset>, _ direction: Direction, of flow: Flow, moment: Moment) {
    note(.gap(direction, length: range.upperBound.rawValue &- range.lowerBound.rawValue), flow, moment)
  }

  package func streamEnded(_ direction: Direction, of flow: Flow, moment: Moment) {
    note(.streamEnded(direction), flow, moment)
  }

  package func flowEnded(_ flow: Flow, state: FlowSummary.State, at moment: Moment) {
    open.endings.append(flow.summary(state: state))
    note(.ended, flow, moment)
  }

  package func receiveDatagram(_ payload: RawSpan, _ direction: Direction, of flow: Flow, moment: Moment) {
    note(.datagram(direction, open.keep(payload)), flow, moment)
  }

  package func anomaly(_ kind: Anomaly.Kind, of flow: Flow?, moment: Moment) {
    if let flow { return note(.anomaly(kind), flow, moment) }
    open.steps.append(FlowSteps.Step(slot: 0, standing: [], event: .looseAnomaly(kind), moment: moment))
  }

  private func note(_ event: FlowSteps.Event, _ flow: Flow, _ moment: Moment) {
    open.steps.append(FlowSteps.Step(slot: flow.slot, standing: flow.standing, event: event, moment: moment))
  }
}
