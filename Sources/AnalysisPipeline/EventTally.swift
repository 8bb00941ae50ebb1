import MCPDissection
import Synchronization
import TrafficModel

/// Counts the facts on their way to the sink.
final class EventTally: MCPObserver {
  private let sink: any EventSink
  private(set) var statistics = AnalysisStatistics(time: .zero)
  /// For who watches from another thread.
  private let stated = Atomic<UInt64>(0)

  var toolCallCount: UInt64 { stated.load(ordering: .relaxed) }

  init(_ sink: any EventSink) { self.sink = sink }

  func emit(_ event: TrafficEvent) {
    switch event {
    case .http: statistics.exchanges += 1
    case .toolCall:
      statistics.toolCalls += 1
      stated.store(statistics.toolCalls, ordering: .relaxed)
    case .message: statistics.messages += 1
    case .anomaly(let anomaly): statistics.anomalies += anomaly.value.count
    default: break
    }
    sink.emit(event)
  }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) {
    // The flow may be over by the time a waiting message is judged; its tally is gone then.
    emit(.anomaly(Anomaly(kind: kind, flow: flow, moment: moment, count: 1)))
  }
}
