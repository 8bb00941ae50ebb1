/// What a server may ask of a client that declared it (basic/lifecycle of the legacy era; `_meta` since 2026-07-28).
enum ClientCapability: CaseIterable {
  case sampling, elicitation, roots

  /// What the request of that method needs; nil for all others.
  init?(neededFor method: String) {
    switch method {
    case "sampling/createMessage": self = .sampling
    case "elicitation/create": self = .elicitation
    case "roots/list": self = .roots
    default: return nil
    }
  }

  static func declared(in capabilities: JSONView) -> Set<ClientCapability>? {
    guard capabilities.isObject else { return nil }
    return Set(allCases.filter { capabilities.member($0.name) != nil })
  }

  private var name: StaticString {
    switch self {
    case .sampling: "sampling"
    case .elicitation: "elicitation"
    case .roots: "roots"
    }
  }
}
