/// Parameters by which a model gives away what a tool does not need.
enum OddParameter {
  private static let names: Set<String> = [
    "sidenote", "chathistory", "conversationhistory", "systemprompt", "llmmodelname", "toolslist", "previousmessages",
    "contextwindow", "reasoningtrace", "hiddennotes", "fullconversation", "allmessages", "userprompt",
  ]

  static func isOdd(_ name: String) -> Bool { names.contains(Confusables.skeleton(name)) }
}
