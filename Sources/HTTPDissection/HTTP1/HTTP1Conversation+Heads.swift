import ByteParsing
import TrafficModel

/// Heads: where a message begins, which exchange it belongs to, and how its body ends.
extension HTTP1Conversation {
  /// A head is whole: in `range` of `bytes`, or held by the framer.
  func head(_ stream: inout HTTP1MessageStream, _ bytes: RawSpan, _ range: Range<Int>?, _ moment: Moment) {
    let extent = stream.framer.extent ?? Extent(moment)
    guard let head = parse(&stream, bytes, range) else {
      stream.framer.seek()
      return report(.notHTTP, moment)
    }
    head.anomalies.forEach { report($0, moment) }
    let fields = FramingFields(head.headers)
    fields.anomalies.forEach { report($0, moment) }
    switch head.startLine {
    case .request(let method, let target):
      request(&stream, head, method, target, fields, extent, moment)
    case .response(let status) where status < 200 && status != 101:
      interim(&stream, status, moment)
    case .response(let status):
      response(&stream, head, status, fields, extent, moment)
    }
  }

  /// The head in progress ends here: what came of it is stated, its body is unknown.
  func partialHead(_ stream: inout HTTP1MessageStream, _ moment: Moment) {
    let extent = stream.framer.extent ?? Extent(moment)
    guard let head = parse(&stream, RawSpan(), nil) else { return }
    switch head.startLine {
    case .request(let method, let target):
      beginRequest(&stream, head, method, target, FramingFields(HeaderBlock()), extent, moment)
    case .response(let status) where status >= 200:
      let exchange = begin(&stream, .response, version: head.version, extent, moment)
      beginResponse(&stream, exchange, ResponseHead(status: status, headers: head.headers), [], moment)
    case .response: return
    }
    guard let exchange = stream.exchange else { return }
    stream.body?.gap(length: nil, of: exchange, moment: moment, observer: observer)
  }

  /// A chunk of an event stream was found whose head was not captured.
  func beginEventStream(_ stream: inout HTTP1MessageStream, _ moment: Moment) {
    let first = stream.framer.held
    let extent = stream.framer.extent ?? Extent(moment)
    stream.framer.forget()
    let exchange = begin(&stream, .response, version: .http11, extent, moment)
    exchange.beganInsideEventStream = true
    stream.exchange = exchange
    var body = MessageBody(.response, headers: HeaderBlock(), limits: limits)
    report(.resynchronized, moment)
    body.gap(length: nil, of: exchange, moment: moment, observer: observer)
    body.receive(first.span.bytes, of: exchange, moment: moment, observer: observer)
    stream.body = consume body
  }

  private func parse(_ stream: inout HTTP1MessageStream, _ bytes: RawSpan, _ range: Range<Int>?) -> HTTP1Head? {
    if let range { return HTTP1Head(parsing: bytes.extracting(range), of: stream.side, limits: limits) }
    let held = stream.framer.held
    return HTTP1Head(parsing: held.span.bytes, of: stream.side, limits: limits)
  }

  private func request(
    _ stream: inout HTTP1MessageStream, _ head: HTTP1Head, _ method: String, _ target: [UInt8],
    _ fields: FramingFields, _ extent: Extent, _ moment: Moment
  ) {
    beginRequest(&stream, head, method, target, fields, extent, moment)
    stream.asksForSwitch = fields.asksForSwitch || method == "CONNECT"
    stream.mayOmitBody = fields.expectsContinue
    let framing = fields.requestFraming
    stream.framer.begin(framing)
    switch framing {
    case .none: endMessage(&stream, .complete, moment)
    case .unknown:
      loosen(&stream)
      endMessage(&stream, .truncated, moment)
    default: break
    }
  }

  private func beginRequest(
    _ stream: inout HTTP1MessageStream, _ head: HTTP1Head, _ method: String, _ target: [UInt8],
    _ fields: FramingFields, _ extent: Extent, _ moment: Moment
  ) {
    let exchange = begin(&stream, .request, version: head.version, extent, moment)
    exchange.requestHead = RequestHead(method: method, target: target, headers: head.headers)
    exchange.version = head.version
    stream.exchange = exchange
    stream.body = MessageBody(
      .request, headers: head.headers, transferCodings: fields.transferCodings, limits: limits)
    observer.headReceived(.request, of: exchange, moment: moment)
  }

  private func interim(_ stream: inout HTTP1MessageStream, _ status: UInt16, _ moment: Moment) {
    stream.framer.begin(.none)
    guard stream.interimStatuses.count < limits.interimResponses else { return report(.pipelineLimit, moment) }
    stream.interimStatuses.append(status)
  }

  private func response(
    _ stream: inout HTTP1MessageStream, _ head: HTTP1Head, _ status: UInt16, _ fields: FramingFields,
    _ extent: Extent, _ moment: Moment
  ) {
    let exchange = begin(&stream, .response, version: head.version, extent, moment)
    exchange.interimStatuses = stream.interimStatuses
    stream.interimStatuses = []
    let method = exchange.requestHead?.method
    let leaves = status == 101 || method == "CONNECT" && status < 300
    if leaves { return leave(&stream, exchange, head, status, moment) }
    let responseHead = ResponseHead(status: status, headers: head.headers)
    beginResponse(&stream, exchange, responseHead, fields.transferCodings, moment)
    let framing = fields.responseFraming(status: status, method: method)
    stream.framer.begin(framing)
    if framing == .none { endMessage(&stream, .complete, moment) }
  }

  /// A response without body, behind which another protocol begins.
  private func leave(
    _ stream: inout HTTP1MessageStream, _ exchange: OpenExchange, _ head: HTTP1Head, _ status: UInt16,
    _ moment: Moment
  ) {
    stream.framer.begin(.none)
    let isHTTP2 = ProtocolSwitch(exchange, status: status, headers: head.headers).target == .http2
    if isHTTP2 {
      // The final response comes in the new protocol.
      exchange.interimStatuses.append(status)
      exchange.response = HTTPExchange.Message()
    } else {
      let responseHead = ResponseHead(status: status, headers: head.headers)
      beginResponse(&stream, exchange, responseHead, [], moment)
      endMessage(&stream, .complete, moment)
    }
    switchProtocol(exchange, status: status, headers: head.headers, moment)
  }

  private func beginResponse(
    _ stream: inout HTTP1MessageStream, _ exchange: OpenExchange, _ head: ResponseHead,
    _ transferCodings: [ContentCoding], _ moment: Moment
  ) {
    exchange.responseHead = head
    stream.exchange = exchange
    stream.body = MessageBody(
      .response, headers: head.headers, transferCodings: transferCodings, limits: limits)
    observer.headReceived(.response, of: exchange, moment: moment)
  }

  /// Finds or makes the exchange of a message that begins.
  private func begin(
    _ stream: inout HTTP1MessageStream, _ side: MessageSide, version: HTTPExchange.Version, _ extent: Extent,
    _ moment: Moment
  ) -> OpenExchange {
    let start = Moment(time: extent.start, frame: extent.firstFrame)
    let place = pairing.place(side, beginning: start)
    settleAbandoned(moment)
    if case .existing(let exchange) = place {
      exchange.begin(side, extent: extent)
      noteOrder(exchange, moment)
      return exchange
    }
    let exchange = OpenExchange(
      flow: flow, streamID: pairing.nextPosition(), version: version, isEncrypted: isEncrypted)
    exchange.begin(side, extent: extent)
    if case .alone = place {
      exchange.settle(side == .request ? .response : .request, moment: moment, observer: observer)
    } else if !pairing.append(exchange, beginning: side) {
      report(.pipelineLimit, moment)
      settleAbandoned(moment)
    }
    return exchange
  }

  private func noteOrder(_ exchange: OpenExchange, _ moment: Moment) {
    guard let request = exchange.request.extent, let response = exchange.response.extent,
      response.start < request.start
    else { return }
    report(.responseBeforeRequest, moment)
  }
}
