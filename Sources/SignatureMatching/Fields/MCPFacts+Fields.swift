import Detection
import TrafficModel

extension ToolCall {
  /// Nil for a field that is the session's.
  func values(_ field: EventField, _ reader: ExcerptReader) -> [SignatureValue]? {
    switch field {
    case .tool: .init(tool)
    case .arguments: .init(arguments)
    case .argumentsBytes: .init(arguments?.fullBytes)
    case .argumentsValues: arguments.map { reader.reading(of: $0).everyValue } ?? []
    case .argumentsNames: arguments.map { reader.reading(of: $0).names } ?? []
    case .result: .init(result)
    case .resultBytes: .init(result?.fullBytes)
    case .resultText: result.map { reader.reading(of: $0).resultTexts } ?? []
    case .isError: .init(isError)
    case .errorCode: .init(errorCode)
    case .errorMessage: .init(errorMessage)
    case .status: [.text(status.rawValue)]
    case .durationMilliseconds: durationNanoseconds.map { [.number(Double($0) / 1e6)] } ?? []
    case .rounds: [.number(Double(rounds))]
    default: nil
    }
  }
}

extension ToolDefinition {
  func values(_ field: EventField, _ reader: ExcerptReader) -> [SignatureValue]? {
    switch field {
    case .tool: .init(tool)
    case .title: .init(title)
    case .description: .init(description)
    case .definition: .init(definition)
    case .definitionBytes: .init(definition.fullBytes)
    case .definitionValues: reader.reading(of: definition).everyValue
    case .parameterNames: reader.reading(of: definition).parameterNames
    case .isChanged: [.bool(changedFrom != nil)]
    default: nil
    }
  }
}

extension MCPMessage {
  func values(_ field: EventField, _ reader: ExcerptReader) -> [SignatureValue]? {
    switch field {
    case .method: .init(method)
    case .messageKind: [.text(kind.rawValue)]
    case .direction: [.text(direction == .toServer ? "c2s" : "s2c")]
    case .parameters: .init(params)
    case .parametersValues: params.map { reader.reading(of: $0).everyValue } ?? []
    case .result: .init(result)
    case .resultBytes: .init(result?.fullBytes)
    case .resultText: result.map { reader.reading(of: $0).resultTexts } ?? []
    case .isError: .init(isError)
    case .errorCode: .init(errorCode)
    case .errorMessage: .init(errorMessage)
    case .status: [.text(status.rawValue)]
    case .durationMilliseconds: durationNanoseconds.map { [.number(Double($0) / 1e6)] } ?? []
    default: nil
    }
  }
}

extension MCPSession {
  func values(_ field: EventField) -> [SignatureValue]? {
    switch field {
    case .state: [.text(ending.rawValue)]
    case .instructions: .init(instructions)
    case .toolCalls: .init(counts.toolCalls)
    case .requests: .init(counts.requests)
    case .errors: .init(counts.errors)
    case .serverRequests: .init(counts.serverRequests)
    case .argumentsBytes: .init(counts.argumentBytes)
    case .resultBytes: .init(counts.resultBytes)
    default: nil
    }
  }
}
