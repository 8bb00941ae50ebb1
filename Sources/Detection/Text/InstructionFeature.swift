/// What text does when it gives orders instead of describing. Each has the weight of one occurrence: the logarithm of how much
/// more often attacks show it than real definitions do, capped at 4.6 (a hundred times).
enum InstructionFeature: String, CaseIterable, Sendable {
  /// Praise over all others, for a model to choose by.
  case praise
  /// Speaks as the system, or in the name of compliance.
  case authority
  /// Orders calls of other tools.
  case order
  /// Changes what the user asked for.
  case rewrite
  /// Sends the model to another tool.
  case redirect
  /// Shell lines.
  case shell
  /// Behind the user's back.
  case concealment
  /// Against earlier instructions.
  case override
  /// Markup of prompts.
  case tokens
  case precondition
  case secretPath = "secret_path"
  /// To an address of its own.
  case sending
  /// Wants the conversation.
  case capture

  var weight: Double {
    switch self {
    case .order: 3.2
    case .redirect: 3.7
    case .precondition: 2.7
    case .secretPath: 2.6
    case .capture: 4.0
    case .praise, .authority, .rewrite, .shell, .concealment, .override, .tokens, .sending: 4.6
    }
  }

  /// In words, for findings.
  var phrase: String {
    switch self {
    case .praise: "praises itself over others"
    case .authority: "speaks with the authority of the system"
    case .order: "orders other calls"
    case .rewrite: "changes what the user asked for"
    case .redirect: "sends the model to another tool"
    case .shell: "holds shell commands"
    case .concealment: "asks to keep something from the user"
    case .override: "overrides earlier instructions"
    case .tokens: "holds markup of prompts"
    case .precondition: "makes itself a precondition of other tools"
    case .secretPath: "names files with secrets"
    case .sending: "sends data to an address of its own"
    case .capture: "asks for the conversation"
    }
  }

  /// Regular expressions, matched without regard to case but for those in `casedPatterns`.
  var patterns: [String] { InstructionPatterns.patterns[self] ?? [] }
  var casedPatterns: [String] { InstructionPatterns.cased[self] ?? [] }
}
