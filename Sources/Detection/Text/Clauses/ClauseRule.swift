/// Classes of words in a clause that together show a feature.
///
/// `2.5 modal 4 read 6 file|PATH !until` has the weight 2.5 and is met by a word of `modal`, then one of `read` with at most
/// four others between, then a file or a path with at most six, in a clause without a word of `until`. `a & b` is met by
/// words of both in any order.
struct ClauseRule: Sendable {
  struct Step: Sendable {
    var classes: ClauseClasses
    /// Words that may be between the step before and this one.
    var gap: Int
  }

  var feature: InstructionFeature
  /// In nats: the logarithm of how much more often attacks have it than real definitions, on a scale where 4.6 suffices.
  var weight: Double
  var steps: [Step] = []
  var excluded = ClauseClasses()
  var isInOrder = true

  /// Nil for a line that is none, or speaks of a class that no list has.
  init?(_ line: Substring, of feature: InstructionFeature, in lexicon: ClauseLexicon) {
    let words = line.split(separator: " ")
    guard let weight = words.first.flatMap({ Double($0) }) else { return nil }
    self.feature = feature
    self.weight = weight
    var gap = 0
    for word in words.dropFirst() {
      if word == "&" {
        isInOrder = false
      } else if let number = Int(word) {
        gap = number
      } else {
        var classes = ClauseClasses()
        for name in word.drop(while: { $0 == "!" }).split(separator: "|") {
          guard let named = lexicon.classes(named: name) else { return nil }
          classes.formUnion(named)
        }
        if word.hasPrefix("!") { excluded.formUnion(classes) } else { steps.append(Step(classes: classes, gap: gap)) }
        gap = 0
      }
    }
    guard !steps.isEmpty, steps.count <= Self.mostSteps else { return nil }
  }

  static let mostSteps = 8

  /// - Parameters:
  ///   - clause: the classes of each word.
  ///   - all: those of all of them.
  func isMet(by clause: [ClauseClasses], _ all: ClauseClasses) -> Bool {
    guard !all.intersects(excluded), steps.allSatisfy({ all.intersects($0.classes) }) else { return false }
    guard isInOrder, steps.count > 1 else { return true }
    // The last word at which each step was met; later is never worse, as gaps are counted from it.
    var last = SIMD8<Int>(repeating: -1)
    for (index, classes) in clause.enumerated() {
      for place in steps.indices.reversed() where classes.intersects(steps[place].classes) {
        if place == 0 {
          last[0] = index
        } else if last[place - 1] >= 0, index > last[place - 1], index - last[place - 1] <= steps[place].gap + 1 {
          last[place] = index
        }
      }
      if last[steps.count - 1] >= 0 { return true }
    }
    return false
  }
}
