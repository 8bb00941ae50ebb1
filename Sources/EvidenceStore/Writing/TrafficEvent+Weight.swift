package import TrafficModel

extension TrafficEvent {
  /// About how many bytes it occupies; what counts is the text it keeps.
  package var weight: Int {
    let kept: Int =
      switch self {
      case .toolCall(let call): (call.arguments?.text.count ?? 0) + (call.result?.text.count ?? 0)
      case .message(let message): (message.params?.text.count ?? 0) + (message.result?.text.count ?? 0)
      case .toolDefinition(let definition): definition.definition.text.count
      case .http(let exchange): exchange.request.headers.byteCount + exchange.response.headers.byteCount
      case .dns(let exchange): exchange.answers.reduce(0) { $0 + 128 + Int($1.length) }
      default: 0
      }
    return 1024 + kept
  }
}
