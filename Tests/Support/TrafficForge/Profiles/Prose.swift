/// Text as tools return it, already spelled as JSON: words, numbers, paths, escapes, some of it beyond ASCII.
///
/// Made once, then copied from: forging hundreds of megabytes takes seconds, not minutes.
struct Prose: Sendable {
  private static let words = [
    "account", "amount", "archive", "balance", "between", "branch", "changed", "client", "commit", "compare",
    "customer", "deploy", "detail", "error", "file", "function", "heron", "import", "index", "invoice",
    "issue", "latency", "marsh", "message", "module", "order", "payment", "primary", "query", "record",
    "region", "release", "report", "request", "response", "result", "schema", "search", "server", "service",
    "session", "source", "status", "table", "the", "of", "and", "to", "in", "is", "for", "with",
  ]
  private static let beyondASCII = ["Größe", "café", "naïve", "Ærø", "数据", "見積書", "отчёт", "✅", "🪶", "–"]
  private static let blockBytes = 509

  /// Blocks of at least `blockBytes` bytes, each a whole number of escapes and characters.
  private let blocks: [String]

  /// - Parameter asciiOnly: whether everything beyond ASCII is a `\u` escape.
  init(asciiOnly: Bool, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    blocks = (0..<256).map { _ in Self.block(asciiOnly: asciiOnly, using: &generator) }
  }

  /// Text of `count` bytes, a little more when that would split an escape.
  func text(_ count: Int, using generator: inout SeededGenerator) -> String {
    var text = ""
    text.reserveCapacity(count + Self.blockBytes)
    while text.utf8.count + Self.blockBytes <= count { text += generator.pick(blocks) }
    while text.utf8.count < count { text += generator.pick(Self.words) + " " }
    return text
  }

  private static func block(asciiOnly: Bool, using generator: inout SeededGenerator) -> String {
    var plain = ""
    while plain.utf8.count < blockBytes { plain += piece(using: &generator) }
    return String(JSONText.string(plain, asciiOnly: asciiOnly).text.dropFirst().dropLast())
  }

  private static func piece(using generator: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<40, using: &generator) {
    case 0: ".\n"
    case 1: "\n\n- "
    case 2: "\"\(generator.pick(words))\": "
    case 3: "\t\(Int.random(in: 0..<1_000_000, using: &generator))\t"
    case 4: "/srv/\(generator.pick(words))/\(generator.pick(words)).txt "
    case 5: generator.pick(beyondASCII) + " "
    case 6: "C:\\\(generator.pick(words))\\ "
    default: generator.pick(words) + " "
    }
  }
}
