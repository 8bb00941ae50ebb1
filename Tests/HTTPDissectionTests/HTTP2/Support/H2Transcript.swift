import ByteParsing
import HTTPDissection
import TrafficModel

/// Writes down what an observer is told, in lines that do not depend on how bytes were cut.
final class H2Transcript: ExchangeObserver {
  private(set) var lines: [String] = []
  private(set) var facts: [HTTPExchange] = []
  private(set) var anomalies: [Anomaly.Kind] = []
  private(set) var bodies: [String: [UInt8]] = [:]
  private(set) var heads: [String: RequestHead] = [:]
  private(set) var answers: [String: ResponseHead] = [:]
  private(set) var sidesWithLostFields: Set<String> = []
  /// Calls that break the contract of `ExchangeObserver`.
  private(set) var violations: [String] = []
  private var begun: Set<String> = []
  private var ended: Set<String> = []

  func body(_ stream: UInt64, _ side: MessageSide) -> String {
    String(decoding: bodies["\(stream) \(side)"] ?? [], as: UTF8.self)
  }

  func headReceived(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    let key = key(exchange, side)
    if !begun.insert(key).inserted { violations.append("second head of \(key)") }
    if let head = exchange.requestHead { heads["\(exchange.streamID)"] = head }
    if let head = exchange.responseHead { answers["\(exchange.streamID)"] = head }
    if exchange.sidesWithLostFields.contains(side == .request ? .request : .response) {
      sidesWithLostFields.insert(key)
    }
    lines.append("head \(key)")
  }

  func bodyReceived(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    let key = key(exchange, side)
    if !begun.contains(key) && !exchange.beganInsideEventStream || ended.contains(key) {
      violations.append("stray body of \(key)")
    }
    bodies[key, default: []].append(bytes)
  }

  func bodyGap(length: UInt64?, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    lines.append("gap \(key(exchange, side)) \(length.map(String.init) ?? "?")")
  }

  func messageEnded(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    let key = key(exchange, side)
    if !ended.insert(key).inserted { violations.append("second end of \(key)") }
    let message = side == .request ? exchange.request : exchange.response
    lines.append("end \(key) \(message.completeness.rawValue) \(message.bodyWireBytes)/\(message.bodyBytes)")
  }

  func exchangeEnded(_ exchange: OpenExchange, moment: Moment) {
    if !ended.insert("\(exchange.streamID)").inserted { violations.append("second end of \(exchange.streamID)") }
    facts.append(exchange.fact)
    lines.append("exchange \(exchange.streamID) \(exchange.responseHead?.status ?? 0)")
  }

  func upgraded(_ exchange: OpenExchange, moment: Moment) { lines.append("upgraded \(exchange.streamID)") }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) {
    anomalies.append(kind)
    lines.append("anomaly \(kind.rawValue)")
  }

  private func key(_ exchange: OpenExchange, _ side: MessageSide) -> String { "\(exchange.streamID) \(side)" }
}
