/// Parameters by which a model gives away what a tool does not need: the conversation, its prompts, its tools, itself.
enum OddParameter {
  /// Of a parameter that nothing else of the tool speaks of and that has no value of its own: none of 6,000 real tools has one.
  static let weight = InstructionScore.sufficient

  /// Where the tool speaks of talk, or has a use for such a parameter.
  static let weightOfUsual = 2.6

  private static let names: Set<String> = [
    "sidenote", "chathistory", "conversationhistory", "systemprompt", "llmmodelname", "toolslist", "previousmessages",
    "contextwindow", "reasoningtrace", "hiddennotes", "fullconversation", "allmessages", "userprompt",
  ]

  /// A name with a word of each is odd.
  private static let pairs: [(Set<String>, Set<String>)] = [
    (
      ["chat", "conversation", "message", "messages", "dialog", "dialogue"],
      ["history", "log", "logs", "transcript", "context", "summary", "dump"]
    ),
    (["user", "original", "initial", "full", "base", "developer", "system"], ["prompt", "prompts"]),
    (["tool", "tools"], ["list", "names", "available"]),
    (["llm", "ai"], ["model", "name", "version"]),
    (["previous", "prior", "past", "all"], ["messages", "conversation", "conversations", "prompts"]),
    (["context"], ["window"]),
    (["reasoning"], ["trace"]),
    (["side", "hidden", "secret"], ["note", "notes"]),
  ]

  static func isOdd(_ name: String) -> Bool {
    if names.contains(Confusables.skeleton(name)) { return true }
    let words = Set(NameWords.words(of: name))
    return pairs.contains { !words.isDisjoint(with: $0) && !words.isDisjoint(with: $1) }
  }

  /// What a tool speaks of that has a use for such a parameter.
  private static let uses: Set<String> = [
    "chat", "chats", "conversation", "conversations", "dialog", "dialogue", "message", "messages", "prompt", "prompts",
    "llm", "llms", "ai", "model", "models", "agent", "agents", "assistant", "assistants", "gpt", "claude", "gemini",
  ]

  /// Whether a tool with this name and description is about what models are told and say.
  static func isUsual(for tool: String, _ description: String) -> Bool {
    !uses.isDisjoint(with: NameWords.words(of: tool)) || !uses.isDisjoint(with: NameWords.words(of: description))
  }
}
