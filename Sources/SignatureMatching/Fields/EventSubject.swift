package import Detection
package import TrafficModel

/// One of our own events, seen as one of the log sources.
package struct EventSubject: SignatureSubject {
  package let category: SignatureCategory
  private let event: TrafficEvent
  private let reader: ExcerptReader

  package init(category: SignatureCategory, event: TrafficEvent, reader: ExcerptReader = ExcerptReader()) {
    self.category = category
    self.event = event
    self.reader = reader
  }

  /// An event as every source it stands for.
  package static func subjects(of event: TrafficEvent) -> [EventSubject] {
    categories(of: event).map { EventSubject(category: $0, event: event) }
  }

  package static func categories(of event: TrafficEvent) -> [SignatureCategory] {
    switch event {
    case .toolCall(let call): call.value.result == nil ? [.toolCall] : [.toolCall, .toolResult]
    case .message: [.message]
    case .toolDefinition: [.toolDefinition]
    case .http: [.authentication]
    case .session: [.session]
    case .flow: [.flow]
    case .dns: [.dns]
    case .finding: [.finding]
    case .tls, .anomaly, .statistics: []
    }
  }

  package var source: LogSource { .mcp(category) }

  package var time: Timestamp { extent?.end ?? .zero }

  package var evidence: [Provenance] {
    if case .toolCall(let call) = event { return call.value.evidence }
    if case .finding(let finding) = event { return finding.value.evidence.items }
    guard let flow, let extent else { return [] }
    return [Provenance(flow: flow.id, extent: extent)]
  }

  package var extent: Extent? {
    switch event {
    case .toolCall(let call): call.value.extent
    case .message(let message): message.value.extent
    case .toolDefinition(let definition): definition.value.extent
    case .http(let exchange): exchange.value.request.extent ?? exchange.value.response.extent
    case .session(let session): session.value.extent
    case .flow(let flow): flow.value.extent
    case .dns(let exchange): exchange.value.extent
    case .finding(let finding): finding.value.extent
    case .tls, .anomaly, .statistics: nil
    }
  }

  package var flow: FlowReference? {
    switch event {
    case .toolCall(let call): call.value.flow
    case .message(let message): message.value.flow
    case .toolDefinition(let definition): definition.value.flow
    case .http(let exchange): exchange.value.flow
    case .session(let session): session.value.flow
    case .flow(let summary): summary.value.flow
    case .dns(let exchange): exchange.value.flow
    case .finding(let finding): finding.value.flow
    case .tls, .anomaly, .statistics: nil
    }
  }

  package func values(of field: SignatureField) -> [SignatureValue] {
    guard let event = field.event else { return [] }
    if !field.path.isEmpty { return tree(event).map { reader.reading(of: $0).values(below: field.path) } ?? [] }
    if case .finding(let finding) = self.event, event != .timestamp { return finding.value.values(event) }
    if let flow, let values = Self.values(event, flow) { return values }
    if event == .timestamp { return [.number(Double(time.nanoseconds) / 1e9)] }
    switch self.event {
    case .toolCall(let call): return call.value.values(event, reader) ?? call.value.session.values(event)
    case .message(let message): return message.value.values(event, reader) ?? message.value.session.values(event)
    case .toolDefinition(let definition):
      return definition.value.values(event, reader) ?? definition.value.session.values(event)
    case .session(let session): return session.value.values(event) ?? session.value.session.values(event)
    case .http(let exchange): return exchange.value.values(event)
    case .flow(let summary): return summary.value.values(event)
    case .dns(let exchange): return exchange.value.values(event)
    case .tls, .anomaly, .finding, .statistics: return []
    }
  }

  package func everyValue() -> [SignatureValue] {
    EventField.fields(of: category).flatMap { values(of: SignatureField($0.rawValue)) }
  }

  package func forEachText(
    of field: SignatureField, mustBeUTF8: Bool, _ body: (UnsafeRawBufferPointer) -> Void
  ) -> Bool {
    guard let event = field.event, field.path.isEmpty else { return false }
    if event == .headers, case .http(let exchange) = self.event, !mustBeUTF8 {
      exchange.value.forEachHeaderLine(body)
      return true
    }
    guard let (excerpt, form) = excerpt(event) else { return false }
    let reading = reader.reading(of: excerpt)
    guard !mustBeUTF8 || reading.isUTF8 else { return false }
    if let form { reading.forEachText(of: form, body) } else { excerpt.text.withUnsafeBytes(body) }
    return true
  }

  /// The excerpt that a field is made of, and how; whole where that is not said.
  private func excerpt(_ field: EventField) -> (JSONExcerpt, ExcerptReading.Form?)? {
    let (container, form): (EventField, ExcerptReading.Form?) =
      switch field {
      case .argumentsValues: (.arguments, .values)
      case .argumentsNames: (.arguments, .names)
      case .parametersValues: (.parameters, .values)
      case .resultText: (.result, .resultTexts)
      case .definitionValues: (.definition, .values)
      default: (field, nil)
      }
    return tree(container).map { ($0, form) }
  }

  private func tree(_ field: EventField) -> JSONExcerpt? {
    switch (field, event) {
    case (.arguments, .toolCall(let call)): call.value.arguments
    case (.result, .toolCall(let call)): call.value.result
    case (.parameters, .message(let message)): message.value.params
    case (.result, .message(let message)): message.value.result
    case (.definition, .toolDefinition(let definition)): definition.value.definition
    default: nil
    }
  }

  private static func values(_ field: EventField, _ flow: FlowReference) -> [SignatureValue]? {
    switch field {
    case .sourceAddress: [.text(flow.client.address.description)]
    case .sourcePort: [.number(Double(flow.client.port))]
    case .destinationAddress: [.text(flow.server.address.description)]
    case .destinationPort: [.number(Double(flow.server.port))]
    case .transport: [.text(flow.transport.name)]
    default: nil
    }
  }
}
