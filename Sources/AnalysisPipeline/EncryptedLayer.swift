import FlowTracking
import TLSDecryption
import TrafficModel

/// TLS on a flow, and the protocol inside it as far as there are keys.
final class EncryptedLayer {
  private unowned let owner: FlowConversation
  private let inner: ApplicationLayer
  private lazy var conversation = TLSConversation(
    flow: owner.reference, resources: owner.factory.tls, observer: self)

  init(_ owner: FlowConversation) {
    self.owner = owner
    inner = ApplicationLayer(owner, isEncrypted: true)
  }

  /// What runs inside where that could be read.
  var service: String { (innerService ?? inner.service).map { "tls+" + $0 } ?? "tls" }
  private var innerService: String?
  /// Whether all of it could be read: what the handshakes said, or why a direction could not be read on.
  private(set) var decryption: TLSHandshake.Decryption?

  func receive(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    conversation.receive(bytes, direction, moment: moment)
  }

  func gap(length: UInt64, _ direction: Direction, moment: Moment) {
    conversation.gap(length, direction, moment: moment)
  }

  func tryNewSecrets() { conversation.retry() }

  func streamEnded(_ direction: Direction, moment: Moment) { conversation.streamEnded(direction, moment: moment) }

  func finish(_ state: FlowSummary.State, moment: Moment) {
    conversation.finish(moment: moment)
    inner.finish(state, moment: moment)
    innerService = inner.service
    inner.close()
  }
}

extension EncryptedLayer: TLSObserver {
  func handshake(_ handshake: TLSHandshake, moment: Moment) {
    if owner.serverName == nil { owner.serverName = handshake.serverName }
    if decryption == nil || decryption == .yes { decryption = handshake.decryption }
    owner.factory.state(.tls(handshake))
  }

  func plaintext(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    inner.receive(bytes, direction, moment: moment)
  }

  func plaintextGap(length: UInt64?, _ direction: Direction, moment: Moment) {
    // A gap of unknown length is at least one byte: enough for the reader inside to look for the next message.
    inner.gap(length ?? 1, direction, moment: moment)
  }

  func plaintextEnded(_ direction: Direction, moment: Moment) { inner.streamEnded(direction, moment: moment) }
  func becameOpaque(_ reason: TLSHandshake.Decryption, _ direction: Direction, moment: Moment) {
    if decryption == nil || decryption == .yes { decryption = reason }
  }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { owner.anomaly(kind, moment: moment) }
}
