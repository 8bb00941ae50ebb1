import DNSDissection
import FlowTracking
import QUICDissection
import TrafficModel

/// The protocol on a flow of datagrams: found out from the first ones, then read to the end.
final class DatagramLayer {
  private enum Reader {
    /// So many datagrams were nothing that we know.
    case undecided(Int)
    case dns(DNSConversation)
    case quic(QUICConversation)
    case opaque
  }

  /// Datagrams looked at before a flow is opaque: the first may be cut short or be the end of something older.
  private static let probedDatagrams = 4

  private unowned let owner: FlowConversation
  private var reader = Reader.undecided(0)

  init(_ owner: FlowConversation) { self.owner = owner }

  /// The spelling of flow records; nil when not recognized.
  var service: String? {
    switch reader {
    case .undecided, .opaque: nil
    case .dns(let conversation): conversation.isMulticast ? "mdns" : "dns"
    case .quic: "quic"
    }
  }

  /// What follows QUIC's first packets is never opened, even with keys.
  var decryption: TLSHandshake.Decryption? {
    if case .quic = reader { .noKey } else { nil }
  }

  func receive(_ payload: RawSpan, _ direction: Direction, moment: Moment) {
    guard payload.byteCount > 0 else { return }
    if case .undecided(let count) = reader { decide(payload, count) }
    switch reader {
    case .dns(let conversation): conversation.receiveDatagram(payload, direction, moment: moment)
    case .quic(let conversation): conversation.receiveDatagram(payload, direction, moment: moment)
    case .undecided, .opaque: break
    }
  }

  func finish(moment: Moment) {
    switch reader {
    case .dns(let conversation): conversation.finish()
    case .quic(let conversation): conversation.finish(moment: moment)
    case .undecided, .opaque: break
    }
  }

  private func decide(_ payload: RawSpan, _ count: Int) {
    let flow = owner.reference
    if DNSProbe.recognizes(payload, of: flow) {
      reader = .dns(
        DNSConversation(
          flow: flow, isMidstream: owner.isMidstream, limits: owner.factory.limits.dns, observer: owner))
    } else if QUICProbe.recognizes(payload) {
      reader = .quic(QUICConversation(flow: flow, limits: owner.factory.limits.quic, observer: owner))
    } else {
      reader = count + 1 < Self.probedDatagrams ? .undecided(count + 1) : .opaque
    }
  }
}
