import TrafficModel

/// Tells the observer of a table what happens. The same as the observer itself, but of one class, so that it can be reached in
/// each frame without being counted.
final class FlowTeller: FlowObserver {
  let observer: any FlowObserver

  init(_ observer: any FlowObserver) { self.observer = observer }

  func flowBegan(_ flow: Flow, at moment: Moment) { observer.flowBegan(flow, at: moment) }

  func receive(_ bytes: RawSpan, _ direction: Direction, at offset: StreamOffset, of flow: Flow, moment: Moment) {
    observer.receive(bytes, direction, at: offset, of: flow, moment: moment)
  }

  func gap(_ range: Range<StreamOffset>, _ direction: Direction, of flow: Flow, moment: Moment) {
    observer.gap(range, direction, of: flow, moment: moment)
  }

  func streamEnded(_ direction: Direction, of flow: Flow, moment: Moment) {
    observer.streamEnded(direction, of: flow, moment: moment)
  }

  func flowEnded(_ flow: Flow, state: FlowSummary.State, at moment: Moment) {
    observer.flowEnded(flow, state: state, at: moment)
  }

  func receiveDatagram(_ payload: RawSpan, _ direction: Direction, of flow: Flow, moment: Moment) {
    observer.receiveDatagram(payload, direction, of: flow, moment: moment)
  }

  func anomaly(_ kind: Anomaly.Kind, of flow: Flow?, moment: Moment) {
    observer.anomaly(kind, of: flow, moment: moment)
  }
}
