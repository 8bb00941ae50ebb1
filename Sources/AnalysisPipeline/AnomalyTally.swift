import TrafficModel

/// Anomalies of one flow: the first of each kind is told at once, the rest are counted and told when the flow ends.
struct AnomalyTally {
  private let flow: FlowReference?
  private var counts: [(kind: Anomaly.Kind, moment: Moment, further: UInt64)] = []

  init(flow: FlowReference?) { self.flow = flow }

  /// The anomaly to tell now, if it is the first of its kind.
  mutating func note(_ kind: Anomaly.Kind, _ moment: Moment) -> Anomaly? {
    if let index = counts.firstIndex(where: { $0.kind == kind }) {
      counts[index].further &+= 1
      counts[index].moment = moment
      return nil
    }
    counts.append((kind, moment, 0))
    return Anomaly(kind: kind, flow: flow, moment: moment, count: 1)
  }

  /// What has been counted since, a kind each.
  var rest: [Anomaly] {
    counts.filter { $0.further > 0 }.map {
      Anomaly(kind: $0.kind, flow: flow, moment: $0.moment, count: $0.further)
    }
  }
}
