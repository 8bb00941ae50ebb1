import DNSDissection
import TrafficModel

/// Writes down what a conversation states.
final class DNSTranscript: DNSObserver {
  private(set) var exchanges: [DNSExchange] = []
  private(set) var anomalies: [Anomaly.Kind] = []

  func exchangeEnded(_ exchange: DNSExchange) { exchanges.append(exchange) }
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { anomalies.append(kind) }
}

/// A conversation and what it has said, with times in milliseconds.
struct DNSDialogue {
  static let client = Endpoint(IPAddress(v4: 0xc000_020a), 40_000)
  static let resolver = Endpoint(IPAddress(v4: 0xc633_6435), 53)

  let transcript = DNSTranscript()
  let conversation: DNSConversation

  static func flow(
    _ client: Endpoint = client, _ server: Endpoint = resolver, _ transport: TransportProtocol = .udp
  ) -> FlowReference {
    FlowReference(
      id: FlowID(FlowKey(client, server, transport), start: .zero), client: client, server: server,
      transport: transport)
  }

  init(_ flow: FlowReference = flow(), isMidstream: Bool = false, limits: DNSLimits = DNSLimits()) {
    conversation = DNSConversation(flow: flow, isMidstream: isMidstream, limits: limits, observer: transcript)
  }

  static func moment(_ milliseconds: Int64) -> Moment {
    Moment(
      time: Timestamp(nanoseconds: milliseconds * 1_000_000),
      frame: FrameReference(capture: CaptureID(rawValue: 0), number: UInt64(milliseconds) + 1))
  }

  func asks(_ message: [UInt8], at milliseconds: Int64 = 0) {
    conversation.receiveDatagram(message.span.bytes, .toServer, moment: Self.moment(milliseconds))
  }

  func answers(_ message: [UInt8], at milliseconds: Int64 = 5) {
    conversation.receiveDatagram(message.span.bytes, .toClient, moment: Self.moment(milliseconds))
  }

  func streams(_ bytes: some Collection<UInt8>, _ direction: Direction = .toServer, at milliseconds: Int64 = 0) {
    conversation.receive(Array(bytes).span.bytes, direction, moment: Self.moment(milliseconds))
  }

  func finish() -> [DNSExchange] {
    conversation.finish()
    return transcript.exchanges
  }
}
