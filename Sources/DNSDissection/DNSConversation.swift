import ByteParsing
package import TrafficModel

/// One flow that speaks DNS, over UDP or TCP: states exchanges to an observer.
///
/// On a local link (mDNS, LLMNR) questions go to everybody and answers come from anybody, in flows of their own: there each
/// message is stated as it is.
package final class DNSConversation {
  package let flow: FlowReference
  package let isMulticast: Bool
  private let limits: DNSLimits
  private unowned let observer: any DNSObserver
  private var pairing: DNSPairing
  private var queries: DNSFramer
  private var responses: DNSFramer

  package init(flow: FlowReference, isMidstream: Bool, limits: DNSLimits, observer: any DNSObserver) {
    self.flow = flow
    self.limits = limits
    self.observer = observer
    isMulticast = Self.isLocalLink(flow)
    pairing = DNSPairing(limits: limits)
    queries = DNSFramer(isMidstream: isMidstream)
    responses = DNSFramer(isMidstream: isMidstream)
  }

  /// One datagram's payload, as far as captured.
  package func receiveDatagram(_ payload: RawSpan, _ direction: Direction, moment: Moment) {
    receiveMessage(payload, Extent(moment))
  }

  /// The next bytes of one direction of a stream.
  package func receive(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    if direction == .toServer {
      queries.receive(bytes, moment: moment) { receiveMessage($0, $1) }
    } else {
      responses.receive(bytes, moment: moment) { receiveMessage($0, $1) }
    }
  }

  /// `length` bytes of one direction of a stream were not captured.
  package func gap(length: UInt64, _ direction: Direction, moment: Moment) {
    if direction == .toServer {
      queries.gap(length) { receiveMessage($0, $1) }
    } else {
      responses.gap(length) { receiveMessage($0, $1) }
    }
  }

  /// The flow is over: what has no answer gets none.
  package func finish() {
    for exchange in pairing.takeAll() { observer.exchangeEnded(exchange) }
  }

  private func receiveMessage(_ bytes: RawSpan, _ extent: Extent) {
    for exchange in pairing.expire(at: extent.end) { observer.exchangeEnded(exchange) }
    guard let message = try? DNSMessage(parsing: bytes, isMulticast: isMulticast, limits: limits) else {
      return report(.dnsMalformed, extent)
    }
    if message.damage != nil || (!isMulticast && message.header.questionCount > 1) { report(.dnsMalformed, extent) }
    if isMulticast {
      state(message, extent)
    } else if let whole = message.header.isResponse ? answer(message, extent) : ask(message, extent) {
      observer.exchangeEnded(whole)
    }
    for exchange in pairing.takeExcess() {
      report(.dnsPendingLimit, extent)
      observer.exchangeEnded(exchange)
    }
  }

  private func ask(_ message: DNSMessage, _ extent: Extent) -> DNSExchange? {
    guard let question = message.questions.first else { return nil }
    return pairing.ask(query(message, question, .unanswered, extent), question.folded)
  }

  private func answer(_ message: DNSMessage, _ extent: Extent) -> DNSExchange? {
    pairing.answer(response(message, extent), message.questions.first?.folded)
  }

  /// Questions of a link are many in a message; an answer is one fact, named after its first record.
  private func state(_ message: DNSMessage, _ extent: Extent) {
    if message.header.isResponse {
      if !message.questions.isEmpty || !message.answers.isEmpty {
        observer.exchangeEnded(response(message, extent))
      }
    } else {
      for question in message.questions { observer.exchangeEnded(query(message, question, .asked, extent)) }
    }
  }

  private func query(
    _ message: DNSMessage, _ question: DNSQuestion, _ status: DNSExchange.Status, _ extent: Extent
  ) -> DNSExchange {
    var exchange = exchange(message, question, status, extent)
    exchange.queryBytes = message.byteCount
    exchange.attempts = 1
    return exchange
  }

  private func response(_ message: DNSMessage, _ extent: Extent) -> DNSExchange {
    let named = message.answers.first.map { DNSQuestion(name: $0.name, type: $0.type, classNumber: 1) }
    var exchange = exchange(message, message.questions.first ?? named ?? .root, .unasked, extent)
    exchange.responseCode = message.responseCode
    exchange.isAuthoritative = message.header.isAuthoritative
    exchange.isTruncated = message.header.isTruncated
    exchange.answers = message.answers
    exchange.answerCount = Int(message.header.answerCount)
    exchange.minimumTimeToLive = message.minimumTimeToLive
    exchange.responseBytes = message.byteCount
    return exchange
  }

  private func exchange(
    _ message: DNSMessage, _ question: DNSQuestion, _ status: DNSExchange.Status, _ extent: Extent
  ) -> DNSExchange {
    // The upper bit of the class asks for a unicast answer on a link (RFC 6762 §5.4).
    let classNumber = isMulticast ? question.classNumber & 0x7fff : question.classNumber
    var exchange = DNSExchange(
      flow: flow, extent: extent, messageID: message.header.id, name: question.name, type: question.type,
      classNumber: classNumber, status: status, isMulticast: isMulticast)
    exchange.opcode = message.header.opcode
    return exchange
  }

  private func report(_ kind: Anomaly.Kind, _ extent: Extent) {
    observer.anomaly(kind, flow: flow, moment: Moment(time: extent.end, frame: extent.lastFrame))
  }

  /// mDNS by group or by port at both ends, LLMNR by its port. A name server may listen on 5353 as well.
  private static func isLocalLink(_ flow: FlowReference) -> Bool {
    let ends = [flow.client, flow.server]
    return ends.contains { $0.address.isMulticast || $0.port == 5355 } || ends.allSatisfy { $0.port == 5353 }
  }
}

extension DNSQuestion {
  fileprivate static let root = DNSQuestion(name: UntrustedText("."), type: .any, classNumber: 1)
}

extension IPAddress {
  /// 224.0.0.0/4 (RFC 5771), ff00::/8 (RFC 4291 §2.7).
  fileprivate var isMulticast: Bool {
    if let v4 = v4Bits { return v4 >> 28 == 14 }
    return bits >> 120 == 0xff
  }
}
