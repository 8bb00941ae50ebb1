import HTTPDissection
import TrafficModel

/// Reads the events of a stream as JSON-RPC messages.
struct MessageEventSink: EventStreamSink {
  enum Outcome {
    case messages(ShortList<JSONRPCBody.Found>)
    /// The data of an `endpoint` event (HTTP+SSE).
    case endpoint([UInt8], Moment)
  }

  let body: JSONRPCBody
  /// The frame whose bytes are being read.
  var moment = Moment(time: .zero, frame: .none)
  private(set) var outcomes = ShortList<Outcome>()

  init(body: JSONRPCBody) { self.body = body }

  mutating func takeOutcomes() -> ShortList<Outcome> { outcomes.takeAll() }

  mutating func eventBegan() {}
  mutating func eventData(_ bytes: RawSpan) { body.receiveEventData(bytes, moment: moment) }

  mutating func eventEnded(_ event: EventStreamEvent) {
    if let text = body.endEvent(isWhole: !event.isTruncated, moment: moment) {
      if event.type.elementsEqual("endpoint".utf8) { outcomes.append(.endpoint(text, moment)) }
    } else if !body.found.isEmpty {
      outcomes.append(.messages(body.takeFound()))
    }
  }

  mutating func comment(_ text: RawSpan) {}
  mutating func retry(milliseconds: UInt64) {}
  mutating func limitExceeded() {}
}
