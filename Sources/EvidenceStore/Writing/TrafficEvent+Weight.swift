package import TrafficModel

extension TrafficEvent {
  /// About how many bytes it occupies; what counts is the text it keeps.
  package var weight: Int {
    let kept: Int =
      switch self {
      case .toolCall(let call): (call.value.arguments?.text.count ?? 0) + (call.value.result?.text.count ?? 0)
      case .message(let message): (message.value.params?.text.count ?? 0) + (message.value.result?.text.count ?? 0)
      case .toolDefinition(let definition): definition.value.definition.text.count
      case .http(let exchange): exchange.value.request.headers.heldBytes + exchange.value.response.headers.heldBytes
      case .dns(let exchange): exchange.value.answers.reduce(0) { $0 + 128 + Int($1.length) }
      default: 0
      }
    return 1024 + kept
  }
}
