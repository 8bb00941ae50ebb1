/// Words and the classes that rules of clauses speak of: `modal` is what makes an order of a verb, `passhard` what puts
/// something into a parameter. A word may be of several classes, and several words in a row may be of one.
struct ClauseLexicon: Sendable {
  static let shared = ClauseLexicon()

  /// A place in the tree of words in a row.
  private struct Node: Sendable {
    var classes = ClauseClasses()
    var next: [Int: Int] = [:]
  }

  private enum Kind {
    /// The first word changes.
    case verb
    /// The last word changes.
    case noun
    case fixed
  }

  /// Indices of classes by name; shapes come first.
  private var indices: [String: Int] = [:]
  private var words: [String: Int] = [:]
  /// The first is the root.
  private var nodes = [Node()]

  private init() {
    for shape in ClauseShape.allCases { indices[shape.rawValue] = indices.count }
    for line in Self.acts.split(separator: "\n") { add(line, .verb) }
    for line in Self.things.split(separator: "\n") { add(line, .noun) }
    for line in Self.phrases.split(separator: "\n") { add(line, .fixed) }
    for line in Self.words.split(separator: "\n") { add(line, .fixed) }
  }

  /// The class with this name; nil for names that no list has.
  func classes(named name: some StringProtocol) -> ClauseClasses? { indices[String(name)].map { ClauseClasses($0) } }

  func classes(_ shape: ClauseShape) -> ClauseClasses { classes(named: shape.rawValue) ?? ClauseClasses() }

  /// The number of a word in lower case; nil for words of no class.
  func number(of word: String) -> Int? { words[word] }

  /// Calls `body` with every phrase that begins at `start`: how many words it has, and its classes.
  func phrases(_ numbers: [Int?], from start: Int, _ body: (Int, ClauseClasses) -> Void) {
    var (node, index) = (0, start)
    while index < numbers.count, let number = numbers[index], let next = nodes[node].next[number] {
      (node, index) = (next, index + 1)
      if !nodes[node].classes.isEmpty { body(index - start, nodes[node].classes) }
    }
  }

  // MARK: Building

  /// - Parameter line: `class: phrase, phrase`.
  private mutating func add(_ line: Substring, _ kind: Kind) {
    guard let colon = line.firstIndex(of: ":") else { return }
    let name = String(line[..<colon])
    let index = indices[name] ?? indices.count
    indices[name] = index
    for phrase in line[line.index(after: colon)...].split(separator: ",") {
      let phrase = phrase.split(separator: " ").map(String.init)
      for phrase in Self.forms(of: phrase, kind) { add(phrase, ClauseClasses(index)) }
    }
  }

  private mutating func add(_ phrase: [String], _ classes: ClauseClasses) {
    var node = 0
    for word in phrase {
      let number = words[word] ?? words.count
      words[word] = number
      if let next = nodes[node].next[number] {
        node = next
      } else {
        nodes.append(Node())
        nodes[node].next[number] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    nodes[node].classes.formUnion(classes)
  }

  private static func forms(of phrase: [String], _ kind: Kind) -> [[String]] {
    guard let first = phrase.first, let last = phrase.last else { return [] }
    return switch kind {
    case .verb: formsOfVerb(first).map { [$0] + phrase.dropFirst() }
    case .noun: formsOfNoun(last).map { phrase.dropLast() + [$0] }
    case .fixed: [phrase]
    }
  }

  static func formsOfNoun(_ noun: String) -> [String] {
    if endsInConsonantAndY(noun) { return [noun, noun.dropLast() + "ies"] }
    return hisses(noun) ? [noun, noun + "es"] : [noun, noun + "s"]
  }

  static func formsOfVerb(_ verb: String) -> [String] {
    let stem = String(verb.dropLast())
    if verb.hasSuffix("e") { return [verb, verb + "s", stem + "ed", stem + "ing"] }
    if endsInConsonantAndY(verb) { return [verb, stem + "ies", stem + "ied", verb + "ing"] }
    if hisses(verb) { return [verb, verb + "es", verb + "ed", verb + "ing"] }
    var forms = [verb, verb + "s", verb + "ed", verb + "ing"]
    if let last = verb.last, doubles(verb) { forms += [verb + "\(last)ed", verb + "\(last)ing"] }
    return forms
  }

  private static func endsInConsonantAndY(_ word: String) -> Bool {
    word.hasSuffix("y") && word.dropLast().last.map { !"aeou".contains($0) } ?? false
  }

  private static func hisses(_ word: String) -> Bool {
    ["s", "x", "ch", "sh", "z"].contains { word.hasSuffix($0) }
  }

  /// `put`, `swap`: a consonant, one vowel, a consonant that may be doubled.
  private static func doubles(_ verb: String) -> Bool {
    let letters = Array(verb.suffix(3))
    return letters.count == 3 && !"aeiou".contains(letters[0]) && "aeiou".contains(letters[1])
      && "bdgklmnprt".contains(letters[2])
  }
}
