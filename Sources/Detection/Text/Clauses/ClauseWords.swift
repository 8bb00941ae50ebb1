import Policy
import TrafficModel

/// The classes of each word of a clause.
struct ClauseWords {
  private static let lexicon = ClauseLexicon.shared
  private static let shapes: [ClauseShape: ClauseClasses] = Dictionary(
    uniqueKeysWithValues: ClauseShape.allCases.map { ($0, lexicon.classes($0)) })
  private static let negation = lexicon.classes(named: "negation") ?? ClauseClasses()
  private static let headingWords = lexicon.classes(named: "urgenthead") ?? ClauseClasses()
  /// What a word says no more after a negation: "do not send it" asks nobody to send.
  private static let deeds: ClauseClasses = {
    var classes = ClauseClasses()
    for name in ["pass", "passhard", "send", "take", "read", "change", "handover", "outputv", "enclose", "share"] {
      if let named = lexicon.classes(named: name) { classes.formUnion(named) }
    }
    return classes
  }()

  private static let forbidding = lexicon.classes(named: "forbid") ?? ClauseClasses()
  private static let stating = lexicon.classes(named: "stating") ?? ClauseClasses()
  /// Who can be told what to do.
  private static let addressed = classes("you", "modelhard")
  /// What is left out: "without asking".
  private static let leavingOut = classes("without", "noconfirm", "nofurther")
  private static let ofLeavingOut = classes("without", "noconfirm", "nofurther", "forbid", "neg")

  private static func classes(_ names: String...) -> ClauseClasses {
    names.compactMap { lexicon.classes(named: $0) }.reduce(into: ClauseClasses()) { $0.formUnion($1) }
  }

  /// The name of the tool and those of its parameters, in lower case.
  private let own: String
  private let parameters: Set<String>
  private(set) var classes: [ClauseClasses] = []
  private(set) var all = ClauseClasses()
  /// What every clause of a tool has that is named after talk: what was said is its subject.
  private let given: ClauseClasses

  private static let correspondence = classes("correspondence")
  private static let ofTalk: Set<String> = [
    "chat", "chats", "conversation", "conversations", "transcript", "transcripts", "messages", "dialog", "dialogs",
    "thread", "threads", "discussion", "discussions",
  ]

  init(tool: String, parameters: some Sequence<String>) {
    own = tool.lowercased()
    given = Self.ofTalk.isDisjoint(with: NameWords.words(of: tool)) ? ClauseClasses() : Self.correspondence
    self.parameters = Set(parameters.map { $0.lowercased() })
  }

  mutating func read(_ clause: [ClauseToken]) {
    classes = Array(repeating: ClauseClasses(), count: clause.count)
    let numbers = clause.map { $0.kind == .word ? Self.lexicon.number(of: $0.text) : nil }
    for index in clause.indices {
      Self.lexicon.phrases(numbers, from: index) { count, found in
        for place in index..<(index + count) { classes[place].formUnion(found) }
      }
    }
    takeBackNegations(numbers)
    if !classes.isEmpty { mark(0, .start) }
    for index in clause.indices { shape(clause, index) }
    for index in clause.indices where classes[index].intersects(Self.deeds) {
      if classes[max(0, index - 2)..<index].contains(where: { $0.intersects(Self.negation) }) {
        classes[index].subtract(Self.deeds)
      }
    }
    all = classes.reduce(into: given) { $0.formUnion($1) }
  }

  /// "The API does not report it" forbids nobody anything, and "never send it without asking" asks for what "without asking"
  /// alone leaves out.
  private mutating func takeBackNegations(_ numbers: [Int?]) {
    var isNegated = false
    for index in classes.indices {
      if isNegated, numbers[index] == Self.without {
        for place in index..<classes.count {
          guard classes[place].intersects(Self.leavingOut) else { break }
          classes[place].subtract(Self.ofLeavingOut)
        }
      }
      isNegated = isNegated || classes[index].intersects(Self.negation)
      if index > 0, classes[index].intersects(Self.forbidding), classes[index - 1].intersects(Self.stating),
        index == 1 || !classes[index - 2].intersects(Self.addressed)
      {
        classes[index].subtract(Self.forbidding)
      }
    }
  }

  private static let without = lexicon.number(of: "without")

  private mutating func mark(_ index: Int, _ shape: ClauseShape) {
    if let found = Self.shapes[shape], classes.indices.contains(index) { classes[index].formUnion(found) }
  }

  private mutating func shape(_ clause: [ClauseToken], _ index: Int) {
    let token = clause[index]
    switch token.kind {
    case .word: shape(word: token, index)
    case .path:
      mark(index, .path)
      if SecretPath.isSecret(token.text) { mark(index, .secretPath) }
    case .url: address(index, .url, token.text)
    case .mail: address(index, .mail, token.text)
    case .domain: address(index, .domain, token.text)
    case .wallet: address(index, .wallet, token.text)
    case .sign: shape(sign: token.text, clause, index)
    }
  }

  private mutating func shape(word token: ClauseToken, _ index: Int) {
    let word = token.text
    let isOwn = word == own && own.utf8.count > 3
    let isParameter = parameters.contains(word)
    if isOwn { mark(index, .own) } else if isParameter { mark(index, .parameter) }
    if token.isName {
      mark(index, .name)
      if word != own, !isParameter { mark(index, .otherName) }
      if Self.holdsConversation(word) { mark(index, .conversationName) }
    }
    if Self.isNumber(word) { mark(index, .digits) }
    if token.isUpper, word.utf8.count > 2, classes[index].intersects(Self.headingWords) { mark(index, .heading) }
  }

  /// Four figures in a row, as no range of small values has.
  private static func isNumber(_ word: String) -> Bool {
    word.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2d }
      && word.utf8.split(separator: 0x2d).contains { $0.count >= 4 }
  }

  private mutating func shape(sign: String, _ clause: [ClauseToken], _ index: Int) {
    switch sign {
    case "\"", "'", "`": mark(index, .quote)
    case ":":
      mark(index, .colon)
      mark(index + 1, .start)
    case ",", "(", "-": mark(index + 1, .start)
    case "[": mark(index, .bracket)
    case "<":
      mark(index, .bracket)
      if index + 2 < clause.count, clause[index + 2].text == ">" {
        if Self.tags.contains(clause[index + 1].text) { mark(index, .tag) }
        if Self.softTags.contains(clause[index + 1].text) { mark(index, .softTag) }
      }
      if clause[index...].prefix(4).map(\.text) == ["<", "!", "-", "-"] { mark(index, .comment) }
    default: break
    }
  }

  private mutating func address(_ index: Int, _ shape: ClauseShape, _ text: String) {
    mark(index, shape)
    mark(index, .literal)
    if Self.boasts.contains(where: text.contains) { mark(index, .attackerHost) }
    let rest = text.split(separator: "://", maxSplits: 1).last ?? ""
    let host = rest.prefix { $0 != "/" && $0 != ":" && $0 != "?" }
    let isFigures =
      shape == .url && host.contains(where: \.isNumber) && host.allSatisfy { $0.isNumber || $0 == "." }
      && !isOfOwnNetwork(String(host))
    let isDrop = DropServiceDetector.service(host: String(host), rest: String(rest.dropFirst(host.count))) != nil
    if isFigures || isDrop { mark(index, .dropHost) }
  }

  /// Loopback or RFC 1918: an example of where something runs. Addresses for documentation stand for others', and that of a
  /// cloud's metadata is asked for secrets.
  private func isOfOwnNetwork(_ host: String) -> Bool {
    guard let bits = IPAddress(parsing: host)?.v4Bits else { return false }
    return bits >> 24 == 127 || bits >> 24 == 10 || bits >> 20 == 0xac1 || bits >> 16 == 0xc0a8
  }

  private static let boasts = ["attacker", "evil", "malicious", "hacker", "exfil", "steal"]

  private static let tags: Set<String> = [
    "important", "secret", "hidden", "critical", "admin", "override", "directive", "developer", "urgent", "mandatory",
    "private", "internal", "security_check",
  ]

  private static let softTags: Set<String> = [
    "system", "instruction", "instructions", "rule", "rules", "assistant", "notice", "agent", "llm", "ai", "prompt",
    "requirement", "requirements", "policy",
  ]

  /// - Parameter name: in lower case.
  private static func holdsConversation(_ name: String) -> Bool {
    let parts = Set(name.split(separator: "_"))
    // One word for each: `history_id` is of any history.
    return parts.intersection(talk).contains { word in parts.intersection(extent).contains { $0 != word } }
  }

  private static let talk: Set<Substring> = [
    "conversation", "chat", "dialogue", "dialog", "transcript", "messages", "prompt", "history",
  ]
  private static let extent: Set<Substring> = [
    "dump", "history", "log", "full", "context", "transcript", "all", "system", "entire", "summary", "conversation",
    "previous", "original", "user",
  ]
}
