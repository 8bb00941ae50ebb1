import QUICDissection
import TrafficModel

extension FlowConversation: QUICObserver {
  func handshake(_ handshake: TLSHandshake, moment: Moment) {
    if serverName == nil { serverName = handshake.serverName }
    factory.state(.tls(handshake))
  }
}
