import DNSDissection
import FlowTracking
import HTTPDissection
import TrafficModel

/// The protocol on a flow, or inside its encryption: found out from the first bytes, then read to the end.
///
/// A closed set: a new protocol is a new case, and the compiler lists every place that must know it.
final class ApplicationLayer {
  private enum Reader {
    case undecided
    case http1(HTTP1Conversation)
    case http2(HTTP2Conversation)
    case tls(EncryptedLayer)
    case webSocket(WebSocketLayer)
    case dns(DNSConversation)
    case opaque
  }

  /// Safe: the owner holds this layer, alone.
  private unowned(unsafe) let owner: FlowConversation
  private let isEncrypted: Bool
  private var reader = Reader.undecided {
    didSet { http1 = if case .http1(let conversation) = reader { Unmanaged.passUnretained(conversation) } else { nil } }
  }
  /// The same once more, for what most pieces of most streams go to: taken out of `reader` it is counted each time.
  private var http1: Unmanaged<HTTP1Conversation>?
  private var held: HeldPieces
  /// What the connection spoke before it was upgraded to HTTP/2; finished after it.
  private var upgraded: HTTP1Conversation?

  init(_ owner: FlowConversation, isEncrypted: Bool) {
    self.owner = owner
    self.isEncrypted = isEncrypted
    let limits = owner.factory.limits
    held = HeldPieces(limit: owner.isMidstream ? limits.midstreamProbeBytes : limits.probeBytes)
  }

  /// The spelling of flow records; nil when not recognized.
  var service: String? {
    switch reader {
    case .undecided, .opaque: nil
    case .http1: "http"
    case .http2: "http2"
    case .tls(let layer): layer.service
    case .webSocket: "websocket"
    case .dns: "dns"
    }
  }

  /// Whether what TLS protected was read, or why not; nil in the clear.
  var decryption: TLSHandshake.Decryption? {
    if case .tls(let layer) = reader { layer.decryption } else { nil }
  }

  func receive(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    if let http1 {
      // Kept by `reader`, which changes after the call only.
      let taken = http1._withUnsafeGuaranteedRef { $0.receive(bytes, direction, moment: moment) }
      // Not before bytes of the new protocol come: the request to switch may be captured after the answer to it.
      if taken < bytes.byteCount {
        switchProtocol(http1.takeUnretainedValue(), bytes.extracting(droppingFirst: taken), direction, moment)
      }
      return
    }
    switch reader {
    case .http1: break  // Above.
    case .http2(let conversation): conversation.receive(bytes, direction, moment: moment)
    case .tls(let layer): layer.receive(bytes, direction, moment: moment)
    case .webSocket(let layer): layer.receive(bytes, direction, moment: moment)
    case .dns(let conversation): conversation.receive(bytes, direction, moment: moment)
    case .opaque: break
    case .undecided: decide(bytes, direction, moment)
    }
  }

  func gap(_ length: UInt64, _ direction: Direction, moment: Moment) {
    switch reader {
    case .http1(let conversation): conversation.gap(length: length, direction, moment: moment)
    case .http2(let conversation): conversation.gap(length: length, direction, moment: moment)
    case .tls(let layer): layer.gap(length: length, direction, moment: moment)
    case .webSocket(let layer): layer.gap(length: length, direction, moment: moment)
    case .dns(let conversation): conversation.gap(length: length, direction, moment: moment)
    case .opaque: break
    case .undecided: held.appendGap(length, direction, moment)
    }
  }

  func streamEnded(_ direction: Direction, moment: Moment) {
    switch reader {
    case .http1(let conversation): conversation.streamEnded(direction, moment: moment)
    case .http2(let conversation): conversation.streamEnded(direction, moment: moment)
    case .tls(let layer): layer.streamEnded(direction, moment: moment)
    case .webSocket(let layer): layer.streamEnded(direction, moment: moment)
    case .dns, .opaque, .undecided: break
    }
  }

  func tryNewSecrets() {
    if case .tls(let layer) = reader { layer.tryNewSecrets() }
  }

  func finish(_ state: FlowSummary.State, moment: Moment) {
    if case .undecided = reader, !held.isEmpty { settle(.opaque, moment) }
    switch reader {
    case .http1(let conversation): conversation.finish(state, moment: moment)
    case .http2(let conversation): conversation.finish(state, moment: moment)
    case .tls(let layer): layer.finish(state, moment: moment)
    case .webSocket(let layer): layer.finish(state, moment: moment)
    case .dns(let conversation): conversation.finish()
    case .opaque, .undecided: break
    }
    upgraded?.finish(state, moment: moment)
  }

  /// Lets go of what read the flow. Readers keep their observer, which keeps this: without it no flow would ever be freed.
  func close() {
    reader = .opaque
    upgraded = nil
  }

  // MARK: Deciding

  private func decide(_ bytes: RawSpan, _ direction: Direction, _ moment: Moment) {
    let verdict =
      held.isEmpty(direction)
      ? ProtocolProbe.examine(bytes, direction, isMidstream: owner.isMidstream)
      : held.examine(adding: bytes, direction, isMidstream: owner.isMidstream)
    if verdict != .unsure, held.isEmpty {
      begin(verdict)
      return receive(bytes, direction, moment: moment)
    }
    held.append(bytes, direction, moment)
    if verdict != .unsure {
      settle(verdict, moment)
    } else if held.isFull {
      settle(.opaque, moment)
    }
  }

  /// Begins to read as `verdict` says, with what was held first.
  private func settle(_ verdict: ProtocolProbe.Verdict, _ moment: Moment) {
    begin(verdict)
    for piece in held.takeAll() {
      if piece.gap > 0 {
        gap(piece.gap, piece.direction, moment: piece.moment)
      } else {
        receive(piece.bytes.span.bytes, piece.direction, moment: piece.moment)
      }
    }
  }

  private func begin(_ verdict: ProtocolProbe.Verdict) {
    let reference = owner.reference
    let limits = owner.factory.limits
    let isMidstream = owner.isMidstream
    switch verdict {
    case .http1:
      reader = .http1(
        HTTP1Conversation(
          flow: reference, isEncrypted: isEncrypted, isMidstream: isMidstream, limits: limits.http,
          observer: owner))
    case .http2:
      reader = .http2(
        HTTP2Conversation(
          flow: reference, isEncrypted: isEncrypted, isMidstream: isMidstream, limits: limits.http2,
          bodyLimits: limits.http, observer: owner))
    case .dns:
      reader = .dns(
        DNSConversation(flow: reference, isMidstream: isMidstream, limits: limits.dns, observer: owner))
    case .tls: reader = .tls(EncryptedLayer(owner))
    case .opaque, .unsure: reader = .opaque
    }
  }

  /// The connection left HTTP/1: `rest` and everything after it is the new protocol's.
  private func switchProtocol(
    _ conversation: HTTP1Conversation, _ rest: RawSpan, _ direction: Direction, _ moment: Moment
  ) {
    guard let change = conversation.protocolSwitch else { return }
    let early = conversation.takeHeld()
    switch change.target {
    case .http2:
      // The HTTP/1 conversation settles the upgraded exchange last: it is the HTTP/2 conversation's from here on.
      upgraded = conversation
      reader = .http2(
        HTTP2Conversation(
          continuing: change.exchange, moment: moment, limits: owner.factory.limits.http2,
          bodyLimits: owner.factory.limits.http, observer: owner))
    case .tunnel:
      conversation.finish(.closed, moment: moment)
      reader = .undecided
    case .webSocket:
      conversation.finish(.closed, moment: moment)
      reader = .webSocket(WebSocketLayer(owner, after: change.exchange))
    case .other:
      conversation.finish(.closed, moment: moment)
      reader = .opaque
    }
    if !early.isEmpty { receive(early.span.bytes, .toServer, moment: moment) }
    if rest.byteCount > 0 { receive(rest, direction, moment: moment) }
  }
}
