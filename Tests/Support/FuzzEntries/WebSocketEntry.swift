import ByteParsing
import HTTPDissection
import TrafficModel

/// The first bytes choose compression, gaps and cuts; then two bytes of length and so many bytes of frames of the client;
/// the rest are the server's.
public func fuzzWebSocket(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let mode = choices.choice()
  let points = choices.cutPoints()
  let length = Int(choices.choice()) << 8 | Int(choices.choice())
  let client = choices.bytes(length)
  let server = choices.remainder
  let whole = connection(mode, pieces(of: client, at: []), pieces(of: server, at: []))
  let cut = connection(mode, pieces(of: client, at: points), pieces(of: server, at: points))
  demand(whole == cut, "how the bytes are cut never changes the messages")
}

private let messageLimit: UInt64 = 3_000

private func connection(
  _ mode: UInt8, _ client: [ArraySlice<UInt8>], _ server: [ArraySlice<UInt8>]
) -> [WebSocketTranscript.Entry] {
  let transcript = WebSocketTranscript()
  var limits = HTTPLimits()
  limits.webSocketMessage = messageLimit
  var deflate = WebSocketDeflate()
  deflate.serverResetsContext = mode & 2 == 2
  deflate.clientResetsContext = mode & 4 == 4
  let conversation = WebSocketConversation(
    flow: .fuzzed, deflate: mode & 1 == 1 ? deflate : nil, limits: limits, observer: transcript)
  for (direction, pieces) in [(Direction.toServer, client), (.toClient, server)] {
    for piece in pieces { conversation.receive(piece.span.bytes, direction, moment: .fuzzed) }
    if mode & 8 == 8 {
      conversation.gap(length: UInt64(mode >> 4), direction, moment: .fuzzed)
      for piece in pieces { conversation.receive(piece.span.bytes, direction, moment: .fuzzed) }
    }
  }
  conversation.finish(mode & 16 == 0 ? .open : .closed, moment: .fuzzed)
  demand(transcript.isOrdered, "each direction has one message at a time")
  return transcript.entries
}

/// What an observer hears, without how the payloads were cut.
private final class WebSocketTranscript: WebSocketObserver {
  enum Entry: Hashable {
    case began(Direction, isText: Bool)
    case payload(Direction, [UInt8])
    case gap(Direction, UInt64?)
    case ended(WebSocketMessage)
    case control(Direction, WebSocketControl, [UInt8])
    case opaque(Direction)
    case anomaly(Anomaly.Kind)
  }

  private(set) var entries: [Entry] = []
  private(set) var isOrdered = true
  private var open: [Direction: [UInt8]] = [:]

  func messageBegan(_ message: WebSocketMessage, moment: Moment) {
    isOrdered = isOrdered && open.updateValue([], forKey: message.direction) == nil
    entries.append(.began(message.direction, isText: message.isText))
  }

  func messageData(_ bytes: RawSpan, of message: WebSocketMessage, moment: Moment) {
    isOrdered = isOrdered && open[message.direction] != nil
    bytes.withUnsafeBytes { open[message.direction, default: []].append(contentsOf: $0) }
    demand(message.payloadBytes <= messageLimit, "a message stays within its limit")
  }

  func messageGap(length: UInt64?, of message: WebSocketMessage, moment: Moment) {
    tellPayload(message.direction)
    entries.append(.gap(message.direction, length))
  }

  func messageEnded(_ message: WebSocketMessage, moment: Moment) {
    tellPayload(message.direction)
    isOrdered = isOrdered && open.removeValue(forKey: message.direction) != nil
    entries.append(.ended(message))
  }

  func controlFrame(_ kind: WebSocketControl, _ payload: RawSpan, _ direction: Direction, moment: Moment) {
    demand(payload.byteCount <= 125, "a control frame is small")
    entries.append(.control(direction, kind, [UInt8](copying: payload)))
  }

  func becameOpaque(_ direction: Direction, moment: Moment) { entries.append(.opaque(direction)) }
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { entries.append(.anomaly(kind)) }

  private func tellPayload(_ direction: Direction) {
    guard let bytes = open[direction], !bytes.isEmpty else { return }
    open[direction] = []
    entries.append(.payload(direction, bytes))
  }
}
