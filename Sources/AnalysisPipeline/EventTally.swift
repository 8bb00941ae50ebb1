import MCPDissection
import TrafficModel

/// Counts the facts on their way to the sink.
final class EventTally: MCPObserver {
  private let sink: any EventSink
  private(set) var statistics = AnalysisStatistics(time: .zero)

  init(_ sink: any EventSink) { self.sink = sink }

  func emit(_ event: TrafficEvent) {
    switch event {
    case .http: statistics.exchanges += 1
    case .toolCall: statistics.toolCalls += 1
    case .message: statistics.messages += 1
    case .anomaly(let anomaly): statistics.anomalies += anomaly.count
    default: break
    }
    sink.emit(event)
  }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) {
    // The flow may be over by the time a waiting message is judged; its tally is gone then.
    emit(.anomaly(Anomaly(kind: kind, flow: flow, moment: moment, count: 1)))
  }
}
