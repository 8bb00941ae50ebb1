import HTTPDissection
import TrafficModel

/// A conversation under test with its transcript: bytes in, lines out.
final class H2Dialogue {
  let transcript = H2Transcript()
  let conversation: HTTP2Conversation
  private var frame: UInt64 = 0
  /// Seconds of capture time between two deliveries.
  var pause: Int64 = 0
  private var time: Int64 = 0

  static let flow = FlowReference(
    id: FlowID(rawValue: 1), client: Endpoint(IPAddress(v4: 0xc000_0201), 40_000),
    server: Endpoint(IPAddress(v4: 0xc633_6407), 8_080), transport: .tcp)

  enum Start { case preface, midstream }

  init(_ start: Start = .preface, limits: HTTP2Limits = HTTP2Limits(), begun: Bool = true) {
    conversation = HTTP2Conversation(
      flow: Self.flow, isEncrypted: false, isMidstream: start == .midstream, limits: limits, bodyLimits: HTTPLimits(),
      observer: transcript)
    guard start == .preface, begun else { return }
    client(H2Forge.clientStart)
    server(H2Forge.serverStart)
  }

  init(continuing exchange: OpenExchange) {
    let moment = Moment(time: .zero, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 0))
    conversation = HTTP2Conversation(
      continuing: exchange, moment: moment, bodyLimits: HTTPLimits(), observer: transcript)
  }

  func client(_ bytes: [UInt8]...) { bytes.forEach { send($0, .toServer) } }
  func server(_ bytes: [UInt8]...) { bytes.forEach { send($0, .toClient) } }

  func send(_ bytes: [UInt8], _ direction: Direction) {
    conversation.receive(bytes.span.bytes, direction, moment: tick())
  }

  func loses(_ count: UInt64, _ direction: Direction) { conversation.gap(length: count, direction, moment: tick()) }
  func closes(_ direction: Direction) { conversation.streamEnded(direction, moment: tick()) }
  func finishes(_ state: FlowSummary.State = .closed) { conversation.finish(state, moment: tick()) }

  private func tick() -> Moment {
    frame += 1
    time += pause * 1_000_000_000
    return Moment(
      time: Timestamp(nanoseconds: time),
      frame: FrameReference(capture: CaptureID(rawValue: 0), number: frame))
  }
}
