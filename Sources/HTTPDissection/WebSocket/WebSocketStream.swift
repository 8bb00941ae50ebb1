import ByteParsing
import TrafficModel

/// One direction of a WebSocket connection: frames to messages.
///
/// Invariant: `held` holds the beginning of a frame header that spans pieces, or the payload of a control frame; payload
/// of messages is never held. `message` is set from the first frame of a message to the end of its last.
struct WebSocketStream: ~Copyable {
  private enum State {
    case header
    case payload(WebSocketFrameHeader, remaining: UInt64)
    case control(WebSocketFrameHeader)
    case opaque
  }

  private let flow: FlowReference
  private let direction: Direction
  private let limits: HTTPLimits
  private let observer: any WebSocketObserver
  private var state = State.header
  private var held: [UInt8] = []
  private var unmasking = Unmasking()
  private var inflation: WebSocketInflation?
  private var message: WebSocketMessage?
  private var isCompressed = false
  /// The rest of the message is counted and not delivered.
  private var isMuted = false
  private var hasOddMask = false
  private var messages: UInt64 = 0

  init(
    _ flow: FlowReference, _ direction: Direction, _ deflate: WebSocketDeflate?, _ limits: HTTPLimits,
    _ observer: any WebSocketObserver
  ) {
    self.flow = flow
    self.direction = direction
    self.limits = limits
    self.observer = observer
    inflation = deflate.map { WebSocketInflation(resetsContext: $0.resetsContext(direction), limits: limits) }
  }

  mutating func receive(_ bytes: RawSpan, _ moment: Moment) {
    var offset = 0
    while offset < bytes.byteCount {
      switch state {
      case .header: readHeader(bytes, &offset, moment)
      case .payload(let header, let remaining): readPayload(bytes, &offset, header, remaining, moment)
      case .control(let header): readControl(bytes, &offset, header, moment)
      case .opaque: return
      }
    }
  }

  mutating func gap(_ length: UInt64, _ moment: Moment) {
    guard case .payload(let header, let remaining) = state, length <= remaining, message != nil else {
      if case .opaque = state { return }
      return becomeOpaque(nil, moment)
    }
    message?.gapBytes &+= length
    message?.completeness = .gap
    unmasking.skip(length)
    if isCompressed {
      isMuted = true
      inflation?.breakOff()
    }
    if let message { observer.messageGap(length: length, of: message, moment: moment) }
    advance(header, remaining &- length, moment)
  }

  mutating func finish(_ completeness: HTTPExchange.Completeness, _ moment: Moment) {
    endMessage(completeness, moment)
    state = .opaque
  }

  private mutating func readHeader(_ bytes: RawSpan, _ offset: inout Int, _ moment: Moment) {
    do throws(DecodeError) {
      if held.isEmpty {
        var cursor = ByteCursor(bytes.extracting(offset..<bytes.byteCount))
        let header = try WebSocketFrameHeader(parsing: &cursor)
        offset &+= cursor.offset
        return begin(header, moment)
      }
      let count = held.count
      held.append(bytes.extracting(offset..<min(bytes.byteCount, offset &+ Self.longestHeader)))
      let (header, length) = try Self.header(held.span.bytes)
      offset &+= length &- count
      held.removeAll(keepingCapacity: true)
      begin(header, moment)
    } catch {
      guard error.reason == .truncated else { return becomeOpaque(.webSocketBadFrame, moment) }
      if held.isEmpty { held.append(bytes.extracting(offset..<bytes.byteCount)) }
      offset = bytes.byteCount
    }
  }

  private static let longestHeader = 14

  private static func header(_ bytes: RawSpan) throws(DecodeError) -> (WebSocketFrameHeader, Int) {
    var cursor = ByteCursor(bytes)
    let header = try WebSocketFrameHeader(parsing: &cursor)
    return (header, cursor.offset)
  }

  private mutating func begin(_ header: WebSocketFrameHeader, _ moment: Moment) {
    // RFC 6455 §5.1: clients mask, servers do not. The other way is read all the same.
    if (header.mask != nil) != (direction == .toServer), !hasOddMask {
      hasOddMask = true
      observer.anomaly(.webSocketBadFrame, flow: flow, moment: moment)
    }
    unmasking.begin(header.mask)
    if header.opcode.isControl {
      state = .control(header)
      if header.payloadLength == 0 { endControl(header, moment) }
      return
    }
    let isContinuation = header.opcode == .continuation
    guard isContinuation == (message != nil), !(isContinuation && header.isCompressed),
      !header.isCompressed || inflation != nil
    else { return becomeOpaque(.webSocketBadFrame, moment) }
    if !isContinuation { beginMessage(header, moment) }
    message?.extent.extend(to: moment)
    advance(header, header.payloadLength, moment)
  }

  private mutating func beginMessage(_ header: WebSocketFrameHeader, _ moment: Moment) {
    messages &+= 1
    let message = WebSocketMessage(
      flow: flow, direction: direction, ordinal: messages, isText: header.opcode == .text, moment: moment)
    self.message = message
    isCompressed = header.isCompressed
    isMuted = false
    observer.messageBegan(message, moment: moment)
    guard isCompressed, inflation?.beginMessage() == false else { return }
    isMuted = true
    self.message?.completeness = .gap
    observer.messageGap(length: nil, of: message, moment: moment)
  }

  private mutating func readPayload(
    _ bytes: RawSpan, _ offset: inout Int, _ header: WebSocketFrameHeader, _ remaining: UInt64, _ moment: Moment
  ) {
    let available = bytes.byteCount &- offset
    let count = remaining < UInt64(available) ? Int(remaining) : available
    let payload = bytes.extracting(offset..<offset &+ count)
    offset &+= count
    message?.wireBytes &+= UInt64(count)
    message?.extent.extend(to: moment)
    deliver(payload, moment)
    advance(header, remaining &- UInt64(count), moment)
  }

  /// `remaining` payload bytes of the frame are still to come.
  private mutating func advance(_ header: WebSocketFrameHeader, _ remaining: UInt64, _ moment: Moment) {
    guard remaining == 0 else { return state = .payload(header, remaining: remaining) }
    state = .header
    guard header.isFinal else { return }
    if isCompressed, !isMuted { endInflation(moment) }
    endMessage(.complete, moment)
  }

  private mutating func deliver(_ payload: RawSpan, _ moment: Moment) {
    guard !isMuted else { return unmasking.skip(UInt64(payload.byteCount)) }
    guard unmasking.isNeeded else { return deliverUnmasked(payload, moment) }
    var offset = 0
    while offset < payload.byteCount {
      let end = min(payload.byteCount, offset &+ Unmasking.pieceSize)
      let piece = unmasking.unmask(payload.extracting(offset..<end))
      deliverUnmasked(piece.span.bytes, moment)
      unmasking.giveBack(piece)
      offset = end
    }
  }

  private mutating func deliverUnmasked(_ payload: RawSpan, _ moment: Moment) {
    if isMuted { return }
    if isCompressed { inflate(payload, moment) } else { emit(payload, moment) }
  }

  private mutating func inflate(_ payload: RawSpan, _ moment: Moment) {
    guard let inflation else { return }
    do throws(ContentDecoder.Failure) {
      // The closure must not hold `self`; the message is put back however it ends.
      var message = message
      defer { self.message = message }
      let (observer, limit) = (observer, limits.webSocketMessage)
      try inflation.decode(payload) { (piece: RawSpan) throws(ContentDecoder.Failure) in
        guard Self.emit(piece, of: &message, limit, observer, moment) else { throw .limitExceeded }
      }
    } catch {
      inflation.breakOff()
      mute(error == .limitExceeded ? .webSocketLimit : .webSocketBadFrame, moment)
    }
  }

  private mutating func endInflation(_ moment: Moment) {
    let end = WebSocketInflation.messageEnd
    inflate(end.span.bytes, moment)
  }

  private mutating func emit(_ payload: RawSpan, _ moment: Moment) {
    let isWithin = Self.emit(payload, of: &message, limits.webSocketMessage, observer, moment)
    if !isWithin { mute(.webSocketLimit, moment) }
  }

  /// Hands on payload up to the limit; false when it goes beyond.
  private static func emit(
    _ payload: RawSpan, of message: inout WebSocketMessage?, _ limit: UInt64, _ observer: any WebSocketObserver,
    _ moment: Moment
  ) -> Bool {
    guard var current = message else { return true }
    let space = limit &- current.payloadBytes
    let count = space < UInt64(payload.byteCount) ? Int(space) : payload.byteCount
    current.payloadBytes &+= UInt64(count)
    message = current
    if count > 0 { observer.messageData(payload.extracting(0..<count), of: current, moment: moment) }
    return count == payload.byteCount
  }

  private mutating func mute(_ kind: Anomaly.Kind, _ moment: Moment) {
    isMuted = true
    message?.completeness = .gap
    observer.anomaly(kind, flow: flow, moment: moment)
    if let message { observer.messageGap(length: nil, of: message, moment: moment) }
  }

  private mutating func endMessage(_ completeness: HTTPExchange.Completeness, _ moment: Moment) {
    guard var ended = message else { return }
    message = nil
    isCompressed = false
    isMuted = false
    if completeness != .complete || ended.completeness == .open { ended.completeness = completeness }
    observer.messageEnded(ended, moment: moment)
  }

  private mutating func readControl(
    _ bytes: RawSpan, _ offset: inout Int, _ header: WebSocketFrameHeader, _ moment: Moment
  ) {
    let length = Int(header.payloadLength)
    let end = min(bytes.byteCount, offset &+ length &- held.count)
    held.append(bytes.extracting(offset..<end))
    offset = end
    if held.count == length { endControl(header, moment) }
  }

  private mutating func endControl(_ header: WebSocketFrameHeader, _ moment: Moment) {
    state = .header
    if unmasking.isNeeded {
      let masked = held
      held = unmasking.unmask(masked.span.bytes)
    }
    let kind: WebSocketControl =
      switch header.opcode {
      case .close: .close
      case .ping: .ping
      default: .pong
      }
    observer.controlFrame(kind, held.span.bytes, direction, moment: moment)
    held.removeAll(keepingCapacity: true)
  }

  private mutating func becomeOpaque(_ kind: Anomaly.Kind?, _ moment: Moment) {
    if let kind { observer.anomaly(kind, flow: flow, moment: moment) }
    endMessage(.gap, moment)
    held = []
    state = .opaque
    observer.becameOpaque(direction, moment: moment)
  }
}
