import ByteParsing
package import TrafficModel

/// Both directions of one HTTP/2 connection, into exchanges that look like those of HTTP/1 (RFC 9113).
///
/// Laws: how the bytes are cut never changes what is told; no input traps; memory is bounded by the limits. Flow control
/// does not concern us: we see what was sent, not what may be.
package final class HTTP2Conversation {
  let flow: FlowReference
  let isEncrypted: Bool
  let limits: HTTP2Limits
  let bodyLimits: HTTPLimits
  let observer: any ExchangeObserver
  let toServer: H2Lane
  let toClient: H2Lane
  var streams = H2StreamTable()
  var closed = H2ClosedStreams()
  /// The highest stream of the client that anything was seen of.
  var highestStream: UInt32 = 0
  /// The highest one whose request was seen: an answer may be captured before the requests that were sent before its own.
  var highestRequest: UInt32 = 0
  var activity: UInt64 = 0

  /// - Parameter isMidstream: the beginning of the flow was not captured; frame boundaries are looked for, and header tables
  ///   are unknown. Otherwise the client's preface comes first: prior knowledge, ALPN, or after an upgrade.
  package init(
    flow: FlowReference, isEncrypted: Bool, isMidstream: Bool, limits: HTTP2Limits = HTTP2Limits(),
    bodyLimits: HTTPLimits, observer: any ExchangeObserver
  ) {
    self.flow = flow
    self.isEncrypted = isEncrypted
    self.limits = limits
    self.bodyLimits = bodyLimits
    self.observer = observer
    toServer = H2Lane(.toServer, isKnown: !isMidstream, limits: limits)
    toClient = H2Lane(.toClient, isKnown: !isMidstream, limits: limits)
  }

  /// The connection goes on as HTTP/2 after HTTP/1.1 answered `exchange` with 101 (RFC 7540 §3.2): its request is stream 1,
  /// half closed, and its response comes there.
  ///
  /// - Parameter moment: of the end of the 101 response.
  package convenience init(
    continuing exchange: OpenExchange, moment: Moment, limits: HTTP2Limits = HTTP2Limits(), bodyLimits: HTTPLimits,
    observer: any ExchangeObserver
  ) {
    self.init(
      flow: exchange.flow, isEncrypted: exchange.isEncrypted, isMidstream: false, limits: limits,
      bodyLimits: bodyLimits,
      observer: observer)
    let stream = H2Stream(id: 1, exchange: exchange, activity: 0)
    stream.request.adoptEnded()
    exchange.settle(.request, moment: moment, observer: observer)
    highestStream = 1
    highestRequest = 1
    if exchange.unsettledSides.contains(.response) { streams.insert(stream) } else { closed.insert(1) }
    if let settings = exchange.requestHead?.headers.first("http2-settings") {
      for (id, value) in H2UpgradeSettings.parameters(in: settings) { apply(id, value, sentBy: toServer) }
    }
  }

  /// Neither direction makes sense as HTTP/2 any more.
  package var isOpaque: Bool {
    if case .opaque = toServer.mode, case .opaque = toClient.mode { true } else { false }
  }

  func lane(_ direction: Direction) -> H2Lane { direction == .toServer ? toServer : toClient }

  /// The next bytes of one direction. Borrowed: valid during the call only.
  package func receive(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    let lane = lane(direction)
    var offset = 0
    if case .preface(let matched) = lane.mode {
      offset = matchPreface(bytes, after: matched, lane, moment)
    }
    switch lane.mode {
    case .frames: read(bytes, from: offset, lane, moment)
    case .searching: search(bytes, lane, moment)
    case .preface, .opaque: break
    }
  }

  /// The sender closed its direction: nothing that is open there can become complete.
  package func streamEnded(_ direction: Direction, moment: Moment) {
    let lane = lane(direction)
    endSearch(lane, moment)
    lane.mode = .opaque
    for stream in streams.inOrder { end(stream, direction, as: .truncated, moment) }
  }

  /// The flow is over: what is unfinished is truncated, or still open when only the analysis ended.
  package func finish(_ state: FlowSummary.State, moment: Moment) {
    let rest: HTTPExchange.Completeness = state == .open ? .open : .truncated
    for lane in [toServer, toClient] {
      endSearch(lane, moment)
      lane.mode = .opaque
    }
    for stream in streams.inOrder { end(both: stream, as: rest, moment) }
  }

  private func matchPreface(_ bytes: RawSpan, after matched: Int, _ lane: H2Lane, _ moment: Moment) -> Int {
    let count = min(bytes.byteCount, HTTP2Probe.preface.count - matched)
    for offset in 0..<count where bytes[byteAt: offset] != HTTP2Probe.preface[matched + offset] {
      toServer.mode = .opaque
      toClient.mode = .opaque
      raise(.notHTTP, moment)
      return 0
    }
    lane.mode = matched + count == HTTP2Probe.preface.count ? .frames : .preface(matched: matched + count)
    return count
  }

  func read(_ bytes: RawSpan, from start: Int, _ lane: H2Lane, _ moment: Moment) {
    var offset = start
    while let piece = lane.reader.next(bytes, at: &offset, moment: moment) {
      switch piece {
      case .began(let frame): begin(frame, lane, moment)
      case .content(let range): take(bytes.extracting(range), lane, moment)
      case .ended: endFrame(lane, moment)
      }
    }
  }

  func raise(_ kind: Anomaly.Kind, _ moment: Moment) { observer.anomaly(kind, flow: flow, moment: moment) }
}
