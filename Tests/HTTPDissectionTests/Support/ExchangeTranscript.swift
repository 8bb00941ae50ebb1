import ByteParsing
import HTTPDissection
import TrafficModel

/// Writes down what a conversation tells, and checks that calls come in the order that `ExchangeObserver` promises.
final class ExchangeTranscript: ExchangeObserver {
  struct Entry: Hashable {
    var fact: HTTPExchange
    var requestBody: [UInt8]
    var responseBody: [UInt8]

    var requestText: String { String(decoding: requestBody, as: UTF8.self) }
    var responseText: String { String(decoding: responseBody, as: UTF8.self) }
  }

  private final class Notes {
    var bodies: [MessageSide: [UInt8]] = [:]
    var gaps: [MessageSide: Int] = [:]
    var heads: Set<MessageSide> = []
    var ended: Set<MessageSide> = []
    var isOver = false
  }

  private(set) var entries: [Entry] = []
  private(set) var anomalies: [Anomaly.Kind] = []
  private(set) var violations: [String] = []
  private(set) var upgrades: [UInt16?] = []
  /// Gaps in bodies that were told, by length.
  private(set) var gaps: [UInt64?] = []

  func headReceived(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    let notes = notes(exchange)
    check(notes.heads.insert(side).inserted, "head twice")
    check(!notes.isOver, "head behind the end")
    check(side == .request ? exchange.requestHead != nil : exchange.responseHead != nil, "no head")
  }

  func bodyReceived(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    let notes = notes(exchange)
    check(notes.heads.contains(side) || exchange.beganInsideEventStream, "body before head")
    check(!notes.ended.contains(side), "body behind the end")
    check(bytes.byteCount > 0, "empty body piece")
    notes.bodies[side, default: []].append(bytes)
  }

  func bodyGap(length: UInt64?, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    check(!notes(exchange).ended.contains(side), "gap behind the end")
    gaps.append(length)
  }

  func messageEnded(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    let notes = notes(exchange)
    check(notes.ended.insert(side).inserted, "message ended twice")
    check(exchange[side].completeness != .missing, "ended and missing")
  }

  func exchangeEnded(_ exchange: OpenExchange, moment: Moment) {
    let notes = notes(exchange)
    check(!notes.isOver, "exchange ended twice")
    notes.isOver = true
    for side in notes.heads { check(notes.ended.contains(side), "exchange ended before its message") }
    entries.append(
      Entry(
        fact: exchange.fact, requestBody: notes.bodies[.request] ?? [], responseBody: notes.bodies[.response] ?? []))
  }

  func upgraded(_ exchange: OpenExchange, moment: Moment) {
    upgrades.append(exchange.responseHead?.status ?? exchange.interimStatuses.last)
  }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { anomalies.append(kind) }

  private func notes(_ exchange: OpenExchange) -> Notes {
    if let notes = exchange.attachment as? Notes { return notes }
    let notes = Notes()
    exchange.attachment = notes
    return notes
  }

  private func check(_ condition: Bool, _ violation: String) {
    if !condition { violations.append(violation) }
  }
}
