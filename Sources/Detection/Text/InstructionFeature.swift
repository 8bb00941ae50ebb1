/// What text does when it gives orders instead of describing. What an expression finds has the weight of one occurrence: the
/// logarithm of how much more often attacks show it than real definitions do, capped at 4.6 (a hundred times). What is only
/// found in clauses has the weight of its rule (`ClauseRules`).
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
  /// Wants the conversation, or the model's prompts and tools.
  case capture
  // Found in the clauses of definitions alone:
  /// What is to be done when another tool is used.
  case otherTools = "other_tools"
  /// Has secrets read.
  case secretRead = "secret_read"
  /// Has contents put into parameters that do not need them.
  case smuggling
  case personalData = "personal_data"
  /// Names an address for money.
  case payee
  /// Names an address that takes data from anybody, or calls itself an attacker's.
  case attackerHost = "attacker_host"
  /// Hands what one tool gives to another.
  case chain
  case noApproval = "no_approval"
  /// Wants to be chosen.
  case preference
  /// Speaks ill of other tools.
  case disparagement
  case promotion
  /// Speaks to the model as such.
  case address
  /// Has orders followed that are found in data.
  case obedience
  case persona
  /// For later conversations.
  case persistence
  /// Of what the model answers.
  case dictation
  case deceit
  /// Speaks as the user, or of what the user has agreed to.
  case impersonation
  case privilege
  case destruction
  /// An error that something else has to be called for.
  case falseError = "false_error"
  case threat
  /// A warning in capitals.
  case heading
  /// Orders where nobody looks: in values, names of parameters, unknown members of a schema.
  case hiddenPlace = "hidden_place"
  /// Sentences in an encoding.
  case encodedText = "encoded_text"

  var weight: Double {
    switch self {
    case .order: 3.2
    case .redirect: 3.7
    case .precondition: 2.7
    case .secretPath: 2.6
    case .capture: 4.0
    case .praise, .authority, .rewrite, .shell, .concealment, .override, .tokens, .sending: 4.6
    default: 0
    }
  }

  /// How honest servers that guide a model speak, too. Together these do not suffice, however many there are.
  var isTone: Bool {
    switch self {
    case .heading, .order, .precondition, .dictation, .threat, .falseError, .persistence: true
    default: false
    }
  }

  /// Has no business outside of descriptions.
  var isOddElsewhere: Bool {
    switch self {
    case .concealment, .secretRead, .secretPath, .smuggling, .order, .precondition, .sending, .rewrite, .override,
      .authority, .noApproval, .capture, .address, .chain, .otherTools:
      true
    default: false
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
    case .capture: "asks for the conversation, prompts or tools"
    case .otherTools: "sets rules for other tools"
    case .secretRead: "has secrets read"
    case .smuggling: "has contents of files or of other tools put into parameters"
    case .personalData: "asks for personal data"
    case .payee: "names an address for money"
    case .attackerHost: "names an address that takes data from anybody"
    case .chain: "hands what one tool gives to another"
    case .noApproval: "leaves out approvals"
    case .preference: "asks to be chosen over others"
    case .disparagement: "speaks ill of other tools"
    case .promotion: "promotes somebody's offers"
    case .address: "speaks to the model"
    case .obedience: "has orders followed that are found in data"
    case .persona: "gives the model another role"
    case .persistence: "wants to be heeded later, too"
    case .dictation: "dictates what is answered"
    case .deceit: "has the user deceived"
    case .impersonation: "speaks for the user"
    case .privilege: "asks for privileges"
    case .destruction: "has things deleted"
    case .falseError: "reports an error that something else must be done about"
    case .threat: "threatens with what happens otherwise"
    case .heading: "warns in capitals"
    case .hiddenPlace: "does so outside of descriptions"
    case .encodedText: "holds sentences in an encoding"
    }
  }

  /// Regular expressions, matched without regard to case but for those in `casedPatterns`.
  var patterns: [String] { InstructionPatterns.patterns[self] ?? [] }
  var casedPatterns: [String] { InstructionPatterns.cased[self] ?? [] }
}
