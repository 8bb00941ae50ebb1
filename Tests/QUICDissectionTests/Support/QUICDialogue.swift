import QUICDissection
import TrafficModel

/// A conversation and what it has stated.
final class QUICDialogue: QUICObserver {
  private(set) var handshakes: [TLSHandshake] = []
  private(set) var anomalies: [Anomaly.Kind] = []
  private let limits: QUICLimits
  private(set) lazy var conversation = QUICConversation(flow: Self.flow, limits: limits, observer: self)

  static var flow: FlowReference {
    let client = Endpoint(IPAddress(v4: 0xc000_020a), 50_000)
    let server = Endpoint(IPAddress(v4: 0xc633_6407), 443)
    return FlowReference(
      id: FlowID(FlowKey(client, server, .udp), start: .zero), client: client, server: server, transport: .udp)
  }

  init(limits: QUICLimits = QUICLimits()) { self.limits = limits }

  static func moment(_ milliseconds: Int64) -> Moment {
    Moment(
      time: Timestamp(nanoseconds: milliseconds * 1_000_000),
      frame: FrameReference(capture: CaptureID(rawValue: 0), number: UInt64(milliseconds) + 1))
  }

  func client(_ datagram: [UInt8], at milliseconds: Int64 = 0) {
    conversation.receiveDatagram(datagram.span.bytes, .toServer, moment: Self.moment(milliseconds))
  }

  func server(_ datagram: [UInt8], at milliseconds: Int64 = 5) {
    conversation.receiveDatagram(datagram.span.bytes, .toClient, moment: Self.moment(milliseconds))
  }

  func finish() -> TLSHandshake? {
    conversation.finish(moment: Self.moment(100))
    return handshakes.first
  }

  func handshake(_ handshake: TLSHandshake, moment: Moment) { handshakes.append(handshake) }
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { anomalies.append(kind) }
}
