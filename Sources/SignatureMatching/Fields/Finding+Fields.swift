import TrafficModel

extension Finding {
  func values(_ field: EventField) -> [SignatureValue] {
    switch field {
    case .sourceAddress: .init((subject.client ?? flow?.client.address)?.description)
    case .destinationAddress: .init((subject.server ?? flow?.server)?.address.description)
    case .sourcePort: .init(flow?.client.port)
    case .destinationPort: .init((subject.server ?? flow?.server)?.port)
    case .transport: .init(flow?.transport.name)
    case .detector: [.text(detector.rawValue)]
    case .severity: [.text(severity.name)]
    case .confidence: [.number(confidence)]
    case .findingTitle: [.text(title.textForMatching)]
    case .findingTags: references.map { .text("\($0.framework.rawValue).\($0.id.lowercased())") }
    case .tool: .init(subject.tool)
    case .host: .init(subject.destination)
    default: []
    }
  }
}

extension FindingText {
  /// Our words and the peer's in one, for matching only.
  var textForMatching: String {
    parts.map { part in
      switch part {
      case .own(let text): text
      case .peer(let text): text.rawTextForMatchingAndStorage
      }
    }.joined()
  }
}
