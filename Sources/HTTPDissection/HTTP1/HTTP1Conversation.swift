import ByteParsing
package import TrafficModel

/// Both directions of one flow that speaks HTTP/1: states exchanges to an observer as they go on.
///
/// Body bytes reach the observer straight from the caller's memory; heads are copied only when they span calls. How the
/// bytes are cut, and which direction comes first, does not change the exchanges.
package final class HTTP1Conversation {
  package let flow: FlowReference
  package let isEncrypted: Bool
  /// Set once the connection has left HTTP/1. From then on `receive` leaves the bytes of the new protocol to the caller.
  package private(set) var protocolSwitch: ProtocolSwitch?

  let observer: any ExchangeObserver
  let limits: HTTPLimits
  var pairing: ExchangePairing
  // Unchecked: `run` has one of them, and what it does behind a head of a response looks at the other. The optimizer moves that
  // access in front of the loop, where the check takes it for a second one to the same stream.
  @exclusivity(unchecked) private var requests: HTTP1MessageStream
  @exclusivity(unchecked) private var responses: HTTP1MessageStream

  /// - Parameter isMidstream: the beginning of the flow was not captured; message starts are looked for.
  package init(
    flow: FlowReference, isEncrypted: Bool, isMidstream: Bool, limits: HTTPLimits, observer: any ExchangeObserver
  ) {
    self.flow = flow
    self.isEncrypted = isEncrypted
    self.limits = limits
    self.observer = observer
    pairing = ExchangePairing(isLoose: isMidstream, limit: limits.pipelinedExchanges)
    requests = HTTP1MessageStream(.request, limits: limits)
    responses = HTTP1MessageStream(.response, limits: limits)
    if isMidstream {
      requests.framer.seek()
      responses.framer.seek()
    }
  }

  package var isUpgraded: Bool { protocolSwitch != nil }

  /// The next bytes of one direction. Returns how many of them were HTTP/1: fewer than given only when the rest, and
  /// everything after it, belongs to the protocol of `protocolSwitch`.
  @discardableResult
  package func receive(_ bytes: RawSpan, _ direction: Direction, moment: Moment) -> Int {
    if direction == .toServer { return run(&requests, bytes, moment) }
    return run(&responses, bytes, moment)
  }

  /// `length` bytes of one direction were not captured.
  package func gap(length: UInt64, _ direction: Direction, moment: Moment) {
    guard length > 0 else { return }
    if direction == .toServer { return gap(length, &requests, moment) }
    gap(length, &responses, moment)
    decideSwitch(moment)
  }

  /// The sender closed this direction; nothing more comes in it.
  package func streamEnded(_ direction: Direction, moment: Moment) {
    if direction == .toServer { end(&requests, .truncated, moment) } else { end(&responses, .truncated, moment) }
    settleAbandoned(moment)
  }

  /// The flow is over: what is unfinished is truncated, or still open when only the analysis ended.
  ///
  /// After a switch to HTTP/2, finish the HTTP/2 conversation first.
  package func finish(_ state: FlowSummary.State, moment: Moment) {
    let rest: HTTPExchange.Completeness = state == .open ? .open : .truncated
    finish(&requests, rest, moment)
    finish(&responses, rest, moment)
    for exchange in pairing.takeAll() {
      exchange.settle(.request, moment: moment, observer: observer)
      exchange.settle(.response, moment: moment, observer: observer)
    }
    if let exchange = protocolSwitch?.exchange {
      exchange.settle(.request, moment: moment, observer: observer)
      exchange.settle(.response, moment: moment, observer: observer)
    }
  }

  /// Bytes of the new protocol that a client sent before the answer to its request to switch was seen.
  package func takeHeld() -> [UInt8] {
    guard requests.framer.state == .switched else { return [] }
    defer { requests.framer.forget() }
    return requests.framer.held
  }

  func report(_ kind: Anomaly.Kind, _ moment: Moment) { observer.anomaly(kind, flow: flow, moment: moment) }

  /// The connection leaves HTTP/1 behind `exchange`, whose answer was `status`.
  func switchProtocol(_ exchange: OpenExchange, status: UInt16, headers: HeaderBlock, _ moment: Moment) {
    protocolSwitch = ProtocolSwitch(exchange, status: status, headers: headers)
    observer.upgraded(exchange, moment: moment)
  }

  /// When the client waits for the answer to its request to switch: has it come? To be asked behind each response head,
  /// before anything else of the responses is read: they may answer requests that are held.
  func decideSwitch(_ moment: Moment) {
    guard requests.framer.state == .awaitingSwitch else { return }
    if let exchange = protocolSwitch?.exchange {
      if exchange.request.completeness != .open { requests.framer.state = .switched }
    } else if requests.awaitedSwitch?.responseHead != nil {
      refuseSwitch(&requests, moment)
    }
  }

  /// The server stayed with HTTP/1, so the bytes that were held are the next requests.
  private func refuseSwitch(_ stream: inout HTTP1MessageStream, _ moment: Moment) {
    let held = stream.framer.held
    stream.framer.begin(.none)
    stream.awaitedSwitch = nil
    if !held.isEmpty { run(&stream, held.span.bytes, moment) }
  }
}
