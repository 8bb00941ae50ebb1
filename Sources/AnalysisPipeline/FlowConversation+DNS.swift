import DNSDissection
import TrafficModel

extension FlowConversation: DNSObserver {
  func exchangeEnded(_ exchange: DNSExchange) {
    factory.names.learn(from: exchange)
    factory.state(.dns(exchange))
  }
}
