import SignatureMatching
import TrafficModel

/// What rules are held against: the texts of one event that a model or a tool reads, one to a line.
struct YaraPart {
  /// In the words of a finding.
  var name: String
  var text: String

  /// Its answer comes as definitions, too.
  private static let toldElsewhere = "tools/list"

  static func parts(of event: TrafficEvent) -> [YaraPart] {
    switch event {
    case .toolDefinition:
      [part("the definition of a tool", event, .toolDefinition, [.tool, .definitionValues, .parameterNames])]
    case .toolCall(let call):
      [part("the arguments of a call", event, .toolCall, [.argumentsNames, .argumentsValues])]
        + (call.value.result == nil ? [] : [part("a result", event, .toolResult, [.resultText, .errorMessage])])
    case .message(let message): parts(of: message.value, event)
    case .session: [part("the server's instructions", event, .session, [.instructions])]
    default: []
    }
  }

  private static func parts(of message: MCPMessage, _ event: TrafficEvent) -> [YaraPart] {
    let method = message.method.rawTextForMatchingAndStorage
    if method == toldElsewhere { return [] }
    return [
      part("what was sent with \(known(method))", event, .message, [.parametersValues]),
      part("the answer to \(known(method))", event, .message, [.resultText, .errorMessage]),
    ]
  }

  /// Methods are the peer's text: only those of the protocol are named.
  private static func known(_ method: String) -> String {
    let methods: Set<String> = [
      "prompts/list", "prompts/get", "resources/list", "resources/read", "resources/templates/list", "initialize",
      "sampling/createMessage", "elicitation/create", "completion/complete", "roots/list", "notifications/message",
      "server/discover",
    ]
    return methods.contains(method) ? method : "a message"
  }

  private static func part(
    _ name: String, _ event: TrafficEvent, _ category: SignatureCategory, _ fields: [EventField]
  ) -> YaraPart {
    let subject = EventSubject(category: category, event: event)
    let texts = fields.flatMap { subject.values(of: SignatureField($0.rawValue)).map(\.text) }
    return YaraPart(name: name, text: texts.joined(separator: "\n"))
  }
}
