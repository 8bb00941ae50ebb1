/// What of a regular expression decides whether it has to be read in characters, and what that costs.
struct ExpressionShape {
  /// Something beyond ASCII stands where bytes would not mean the same: in a class, before a quantifier, as a number, or
  /// with two cases; or the expression says so (`(*UTF8)`, `(*UCP)`), or asks for properties of characters (`\p{L}`).
  private(set) var needsCharacters = false
  /// How many characters its counts go through at most, nested ones multiplied: 40 for `a.{0,30}b{10}`. No more than `most`.
  private(set) var counted = 0

  static let most = 1 << 20

  private let ignoresCase: Bool
  private var rest: Substring.UnicodeScalarView
  /// Of the groups that are open, what they count so far; the expression itself is the first.
  private var sums = [0]
  /// Of the atom that was read last: what counts in it go through, and whether it lies beyond ASCII.
  private var atom = (counted: 0, isWide: false)

  init(_ expression: String, ignoresCase: Bool) {
    self.ignoresCase = ignoresCase
    rest = Substring(expression).unicodeScalars
    if expression.hasPrefix("(*") { needsCharacters = true }
    while let scalar = rest.popFirst() { read(scalar) }
    // An expression with groups that never end is no expression: the compiler says so.
    counted = sums.reduce(0, Self.sum)
  }

  private mutating func read(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "(":
      sums.append(0)
      atom = (0, false)
    case ")":
      let inner = sums.count > 1 ? sums.removeLast() : 0
      add(inner)
      atom = (inner, false)
    case "[": readClass()
    case "\\":
      atom = (0, false)
      readEscape()
    case "?", "*", "+": if atom.isWide { needsCharacters = true }
    case "{": readCount()
    default:
      atom = (0, !scalar.isASCII)
      if !scalar.isASCII, ignoresCase, scalar.properties.isCased { needsCharacters = true }
    }
  }

  private mutating func readEscape() {
    guard let scalar = rest.popFirst() else { return }
    if !scalar.isASCII || scalar == "p" || scalar == "P" { needsCharacters = true }
    if "xpP".unicodeScalars.contains(scalar), rest.first == "{" { readBraces(isNumber: scalar == "x") }
  }

  /// Of an escape: `{2019}`, `{L}`.
  private mutating func readBraces(isNumber: Bool) {
    let digits = rest.dropFirst().prefix { $0 != "}" }
    if isNumber, UInt32(String(digits), radix: 16).map({ $0 >= 0x80 }) ?? true { needsCharacters = true }
    rest = rest.dropFirst(digits.count + 2)
  }

  private mutating func readClass() {
    atom = (0, false)
    var isFirst = true
    if rest.first == "^" { rest.removeFirst() }
    while let scalar = rest.popFirst(), scalar != "]" || isFirst {
      isFirst = false
      if scalar == "\\" {
        readEscape()
      } else if !scalar.isASCII {
        needsCharacters = true
      } else if scalar == "[", rest.first == ":" {
        rest = rest.drop { $0 != "]" }.dropFirst()
      }
    }
  }

  /// `{2}`, `{2,}` and `{2,5}`; any other brace stands for itself.
  private mutating func readCount() {
    let text = rest.prefix { $0 != "}" }
    let bounds = text.split(separator: ",", omittingEmptySubsequences: false)
    guard rest.dropFirst(text.count).first == "}", 1...2 ~= bounds.count, let least = Int(String(bounds[0])) else {
      atom = (0, false)
      return
    }
    if atom.isWide { needsCharacters = true }
    rest = rest.dropFirst(text.count + 1)
    let times = max(least, bounds.last.flatMap { Int(String($0)) } ?? least, 0)
    // Once the atom itself has been added already.
    let whole = Self.product(max(atom.counted, 1), times)
    add(whole - min(atom.counted, whole))
    atom.counted = whole
  }

  private mutating func add(_ count: Int) { sums[sums.count - 1] = Self.sum(sums[sums.count - 1], count) }

  private static func sum(_ left: Int, _ right: Int) -> Int { min(most, left + right) }

  private static func product(_ left: Int, _ right: Int) -> Int {
    let (product, isOver) = left.multipliedReportingOverflow(by: right)
    return isOver ? most : min(most, product)
  }
}
