import ByteParsing
import TrafficModel

/// What the steps of the framers mean for exchanges.
extension HTTP1Conversation {
  /// Returns the bytes that were HTTP/1.
  @discardableResult
  func run(_ stream: inout HTTP1MessageStream, _ bytes: RawSpan, _ moment: Moment) -> Int {
    var offset = 0
    while true {
      if protocolSwitch != nil, hasLeft(&stream) { return offset }
      if stream.mayOmitBody, openExpectedBody(&stream, bytes, &offset, moment) { continue }
      switch stream.framer.step(bytes, &offset, moment: moment) {
      case .needsMore: return offset
      case .head(let range):
        head(&stream, bytes, range, moment)
        if stream.side == .response { decideSwitch(moment) }
      case .body(let range, let isLast):
        deliver(&stream, bytes.extracting(range), moment)
        if isLast { endMessage(&stream, .complete, moment) }
      case .bodyEnded: endMessage(&stream, .complete, moment)
      case .bodyLost:
        report(.resynchronized, moment)
        endMessage(&stream, .gap, moment)
      case .eventStreamFound: beginEventStream(&stream, moment)
      case .undecided: hold(&stream, bytes, &offset, moment)
      case .anomaly(let kind): note(kind, &stream, moment)
      case .lost(let kind): lose(&stream, kind, moment)
      }
    }
  }

  func gap(_ length: UInt64, _ stream: inout HTTP1MessageStream, _ moment: Moment) {
    replayOpening(&stream, moment)
    switch stream.framer.gap(length) {
    case .nothing: break
    case .messagesMissing: loosen(&stream)
    case .headCut:
      partialHead(&stream, moment)
      // Without a length in what came of it, the body of a response may be chunks that can be found again.
      let mayHaveChunks = stream.exchange.map { stream.side == .response && Self.mayBeChunked($0) } ?? false
      if !mayHaveChunks { endMessage(&stream, .gap, moment) }
      stream.framer.skipGap(inBody: mayHaveChunks)
      loosen(&stream)
    case .body(let lost, let isLast, let messagesMissing):
      if let exchange = stream.exchange {
        stream.body?.gap(length: lost, of: exchange, moment: moment, observer: observer)
      }
      if messagesMissing { loosen(&stream) }
      if isLast { endMessage(&stream, .gap, moment) }
    }
  }

  private static func mayBeChunked(_ exchange: OpenExchange) -> Bool {
    guard let head = exchange.responseHead else { return false }
    let framing = FramingFields(head.headers).responseFraming(status: head.status, method: exchange.requestHead?.method)
    return framing == .chunked || framing == .untilEnd
  }

  /// Nothing more comes in this direction.
  func end(_ stream: inout HTTP1MessageStream, _ completeness: HTTPExchange.Completeness, _ moment: Moment) {
    let isWhole = stream.framer.state == .untilEnd
    finish(&stream, isWhole ? .complete : completeness, moment)
    pairing.close(stream.side)
  }

  /// Ends the message in progress, if there is one.
  func finish(_ stream: inout HTTP1MessageStream, _ completeness: HTTPExchange.Completeness, _ moment: Moment) {
    if stream.framer.state == .switched { return }
    replayOpening(&stream, moment)
    if stream.framer.state == .fields { partialHead(&stream, moment) }
    endMessage(&stream, completeness, moment)
    if stream.framer.state != .awaitingSwitch { stream.framer.state = .ended }
  }

  func deliver(_ stream: inout HTTP1MessageStream, _ bytes: RawSpan, _ moment: Moment) {
    stream.mayOmitBody = false
    guard let exchange = stream.exchange else { return }
    exchange.bytesToCome = stream.framer.bytesToCome
    stream.body?.receive(bytes, of: exchange, moment: moment, observer: observer)
  }

  /// Ends the message in progress, if there is one, and settles its side. Leaves the framer alone unless a request to
  /// switch protocols has ended.
  func endMessage(
    _ stream: inout HTTP1MessageStream, _ completeness: HTTPExchange.Completeness, _ moment: Moment
  ) {
    guard let exchange = stream.exchange else { return }
    stream.exchange = nil
    stream.mayOmitBody = false
    stream.body?.end(as: completeness, of: exchange, moment: moment, observer: observer)
    stream.body = nil
    exchange.settle(stream.side, moment: moment, observer: observer)
    pairing.removeSettled()
    guard stream.asksForSwitch else { return }
    stream.asksForSwitch = false
    guard completeness == .complete, exchange.responseHead == nil || protocolSwitch != nil else { return }
    stream.framer.state = .awaitingSwitch
    stream.awaitedSwitch = exchange
  }

  func settleAbandoned(_ moment: Moment) {
    for exchange in pairing.takeAbandoned() {
      for side in [MessageSide.request, .response] where exchange[side].completeness == .missing {
        exchange.settle(side, moment: moment, observer: observer)
      }
    }
  }

  func loosen(_ stream: inout HTTP1MessageStream) {
    pairing.loosen()
    stream.interimStatuses = []
  }

  private func note(_ kind: Anomaly.Kind?, _ stream: inout HTTP1MessageStream, _ moment: Moment) {
    guard let kind else { return }
    report(kind, moment)
    guard kind == .badChunk, let exchange = stream.exchange else { return }
    stream.body?.gap(length: nil, of: exchange, moment: moment, observer: observer)
    loosen(&stream)
  }

  private func lose(_ stream: inout HTTP1MessageStream, _ kind: Anomaly.Kind, _ moment: Moment) {
    report(kind, moment)
    loosen(&stream)
    endMessage(&stream, .gap, moment)
  }

  /// This direction is behind its last HTTP/1 message.
  private func hasLeft(_ stream: inout HTTP1MessageStream) -> Bool {
    if stream.framer.state == .switched { return true }
    guard stream.exchange == nil, let exchange = protocolSwitch?.exchange else { return false }
    // A request that is seen after its answer is still HTTP/1.
    if stream.side == .request, exchange.request.completeness == .missing, exchange.unsettledSides.contains(.request) {
      return false
    }
    let held = stream.framer.state == .awaitingSwitch ? stream.framer.held : []
    stream.framer.forget()
    stream.framer.held = held
    stream.framer.state = .switched
    return true
  }

  /// Behind a request to switch: requests are read on, other bytes are held until the answer comes.
  private func hold(
    _ stream: inout HTTP1MessageStream, _ bytes: RawSpan, _ offset: inout Int, _ moment: Moment
  ) {
    if stream.framer.held.isEmpty, stream.awaitedSwitch?.responseHead != nil {
      stream.awaitedSwitch = nil
      return stream.framer.begin(.none)
    }
    let count = stream.framer.held.count
    let isOpening = count < MessageStart.requestOpening
    let limit = isOpening ? MessageStart.requestOpening : limits.heldForSwitch
    let end = min(bytes.byteCount, offset &+ max(0, limit &- count))
    stream.framer.held.append(bytes.extracting(offset..<end))
    offset = end
    if isOpening {
      replayRequest(&stream, moment)
    } else if end < bytes.byteCount {
      giveUpHolding(&stream, moment)
    }
  }

  /// When what is held begins a request, it is one.
  private func replayRequest(_ stream: inout HTTP1MessageStream, _ moment: Moment) {
    let held = stream.framer.held
    guard MessageStart.beginsRequest(held.span.bytes, at: 0) else { return }
    stream.awaitedSwitch = nil
    stream.framer.begin(.none)
    run(&stream, held.span.bytes, moment)
  }

  private func giveUpHolding(_ stream: inout HTTP1MessageStream, _ moment: Moment) {
    report(.pipelineLimit, moment)
    stream.awaitedSwitch = nil
    stream.framer.skipGap(inBody: false)
    loosen(&stream)
  }

  /// The answer to a request that expects 100 is a refusal: what follows is the body all the same, or the next request.
  /// Its first bytes are held until they tell. False when there is nothing to tell.
  private func openExpectedBody(
    _ stream: inout HTTP1MessageStream, _ bytes: RawSpan, _ offset: inout Int, _ moment: Moment
  ) -> Bool {
    guard offset < bytes.byteCount, case .sized(let remaining) = stream.framer.state,
      let status = stream.exchange?.responseHead?.status, status >= 400
    else { return false }
    let wanted = Int(min(UInt64(MessageStart.requestOpening), remaining))
    let end = min(bytes.byteCount, offset &+ wanted &- stream.opening.count)
    stream.opening.append(bytes.extracting(offset..<end))
    offset = end
    let isRequest = MessageStart.beginsRequest(stream.opening.span.bytes, at: 0)
    guard isRequest || stream.opening.count == wanted else { return true }
    if isRequest {
      endMessage(&stream, .truncated, moment)
      stream.framer.begin(.none)
    }
    replayOpening(&stream, moment)
    return true
  }

  private func replayOpening(_ stream: inout HTTP1MessageStream, _ moment: Moment) {
    let opening = stream.opening
    guard !opening.isEmpty else { return }
    stream.opening = []
    stream.mayOmitBody = false
    run(&stream, opening.span.bytes, moment)
  }
}
