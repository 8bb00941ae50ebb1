import ByteParsing
import HTTPDissection
import TrafficModel

/// The first bytes choose cuts and whether the flow is midstream; then two bytes of length and so many bytes of requests;
/// the rest are responses. Which direction comes first is chosen, too.
public func fuzzHTTP1(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let mode = choices.choice()
  let points = choices.cutPoints()
  let length = Int(choices.choice()) << 8 | Int(choices.choice())
  let requests = choices.bytes(length)
  let responses = choices.remainder
  let whole = exchanges(mode, pieces(of: requests, at: []), pieces(of: responses, at: []))
  let cut = exchanges(mode, pieces(of: requests, at: points), pieces(of: responses, at: points))
  demand(whole == cut, "how the bytes are cut never changes the exchanges")
}

private func exchanges(
  _ mode: UInt8, _ requests: [ArraySlice<UInt8>], _ responses: [ArraySlice<UInt8>]
) -> [ExchangeTranscript.Entry] {
  let transcript = ExchangeTranscript()
  let conversation = HTTP1Conversation(
    flow: .fuzzed, isEncrypted: false, isMidstream: mode & 1 == 1, limits: HTTPLimits(), observer: transcript)
  let turns = [(Direction.toServer, requests), (Direction.toClient, responses)]
  for (direction, pieces) in mode & 2 == 0 ? turns : turns.reversed() {
    for piece in pieces {
      guard !conversation.isUpgraded else { break }
      conversation.receive(piece.span.bytes, direction, moment: .fuzzed)
    }
    if mode & 4 == 4 { conversation.gap(length: 10, direction, moment: .fuzzed) }
    if mode & 8 == 8 { conversation.streamEnded(direction, moment: .fuzzed) }
  }
  conversation.finish(mode & 16 == 0 ? .open : .closed, moment: .fuzzed)
  return transcript.entries
}

/// What an observer hears, without how the bodies were cut.
final class ExchangeTranscript: ExchangeObserver {
  enum Entry: Hashable {
    case head(UInt64, MessageSide)
    case body(UInt64, MessageSide, [UInt8])
    case gap(UInt64, MessageSide, UInt64?)
    case end(UInt64, MessageSide)
    case exchange(HTTPExchange)
    case upgrade(UInt64)
    case anomaly(Anomaly.Kind)
  }

  private(set) var entries: [Entry] = []
  /// Bodies that are not at an end, by exchange and side: pieces of both sides may take turns.
  private var bodies: [OpenBody: [UInt8]] = [:]

  private struct OpenBody: Hashable {
    var stream: UInt64
    var side: MessageSide
  }

  func headReceived(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    entries.append(.head(exchange.streamID, side))
  }

  func bodyReceived(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    let body = OpenBody(stream: exchange.streamID, side: side)
    bytes.withUnsafeBytes { bodies[body, default: []].append(contentsOf: $0) }
  }

  func bodyGap(length: UInt64?, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    closeBody(side, of: exchange)
    entries.append(.gap(exchange.streamID, side, length))
  }

  func messageEnded(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    closeBody(side, of: exchange)
    entries.append(.end(exchange.streamID, side))
  }

  func exchangeEnded(_ exchange: OpenExchange, moment: Moment) { entries.append(.exchange(exchange.fact)) }

  func upgraded(_ exchange: OpenExchange, moment: Moment) { entries.append(.upgrade(exchange.streamID)) }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { entries.append(.anomaly(kind)) }

  private func closeBody(_ side: MessageSide, of exchange: OpenExchange) {
    guard let body = bodies.removeValue(forKey: OpenBody(stream: exchange.streamID, side: side)) else { return }
    entries.append(.body(exchange.streamID, side, body))
  }
}

extension FlowReference {
  static let fuzzed = FlowReference(
    id: FlowID(rawValue: 1), client: Endpoint(IPAddress(v4: 0xc000_020a), 50_000),
    server: Endpoint(IPAddress(v4: 0xc633_6407), 8080), transport: .tcp)
}
