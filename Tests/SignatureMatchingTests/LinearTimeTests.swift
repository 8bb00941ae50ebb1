import Glibc
import SignatureMatching
import Testing

/// No rule and no text makes matching superlinear: eight times the text may cost eight times the work, not sixty-four.
@Suite(.serialized) struct LinearTimeTests {
  private static let size = 40_000
  private static let factor = 8
  /// Between linear and quadratic, far from both.
  private static let allowed = 24.0

  /// Work of this thread alone, whatever else the machine does.
  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    var best = Double.infinity
    for _ in 0..<5 {
      let start = now()
      try body()
      best = min(best, now() - start)
    }
    return best
  }

  private static func growth(_ selection: String, _ text: (Int) -> SignatureNode) throws -> Double {
    let set = try Rule.set(Rule.text(detection: "selection: { \(selection) }", condition: "selection"))
    if let refusal = set.refusals.first { throw refusal.problem }
    let matcher = SignatureMatcher(set)
    func cost(_ count: Int) -> Double {
      let node = SignatureNode(.mapping([.init("f", text(count)), .init("g", text(count))]))
      let subject = NodeSubject(node, source: LogSource(product: "example"))
      return seconds { _ = matcher.match(subject) }
    }
    // Below some microseconds it is the clock that is measured.
    return cost(size * factor) / max(cost(size), 20e-6)
  }

  private static func text(_ part: String) -> (Int) -> SignatureNode {
    { SignatureNode(.text(String(repeating: part, count: $0 / part.utf8.count))) }
  }

  @Test(
    "patterns that ruin matchers that go back",
    arguments: [
      "f|re: '(a+)+b'", "f|re: '(a|aa)+c'", "f|re: '(a*)*x'", "f|re: '(.*)*x'", "f|re: 'a.*a.*a.*a.*b'",
      "f|re: '(a|b|ab)*c'", "f|re: '[a-z]{1,200}x'", "f|re: '(?:a{1,20}){1,20}b'", "f|re: '^(([a-z])+.)+[A-Z]'",
      "f|re: 'ab.{0,500}cd'", "f|re|i: '\\b(a|b)+\\b.*\\bc'",
    ])
  func expressions(_ selection: String) throws {
    for part in ["a", "ab", "ab ", "aab\\n"] {
      let growth = try Self.growth(selection, Self.text(part))
      #expect(growth < Self.allowed, "\(selection) over \(part)…")
    }
  }

  @Test(
    "modifiers and wildcards",
    arguments: [
      "f: 'a*a*a*a*a*c'", "f: '*a?b*c'", "f|contains|all: [ab, ba, bc]", "f|endswith: aac",
      "f|base64offset|contains: aa",
      "f|wide|base64offset|contains: aa", "f|windash|contains: ' -a'", "f|fieldref: g", "f|fieldref|contains: g",
      "f|fieldref|endswith: g", "f|cidr: 10.0.0.0/8", "f|gt: 5", "f|cased|contains: AB", "f|exists: true",
    ])
  func modifiers(_ selection: String) throws {
    for part in ["a", "ab", "a -a "] {
      let growth = try Self.growth(selection, Self.text(part))
      #expect(growth < Self.allowed, "\(selection) over \(part)…")
    }
  }

  @Test("lists of many elements", arguments: ["f|contains: ab", "f|re: '(a+)+b'", "f|fieldref: g", "f|gt: 5"])
  func lists(_ selection: String) throws {
    let growth = try Self.growth(selection) { count in
      SignatureNode(.sequence((0..<count / 10).map { SignatureNode(.text("aaaaa\($0)")) }))
    }
    #expect(growth < Self.allowed)
  }

  /// Thousands of groups at once, and events that all fall into one window.
  @Test(
    "correlations",
    arguments: [
      "type: event_count, rules: [a], group-by: [g], timespan: 1h, condition: {gte: 3}",
      "type: event_count, rules: [a], timespan: 1h, condition: {gte: 100000000}",
      "type: value_count, rules: [a], timespan: 1h, condition: {field: g, gte: 100000000}",
      "type: temporal, rules: [a, b], group-by: [g], timespan: 1h",
      "type: temporal_ordered, rules: [a, b], timespan: 1h",
    ])
  func correlations(_ correlation: String) throws {
    func rule(_ name: String) -> String {
      "title: \(name)\nid: \(name)\nname: \(name)\nlogsource: {product: example}\n"
        + "detection: { s: { kind: \(name) }, condition: s }\n---\n"
    }
    let set = try Rule.set(rule("a") + rule("b") + "title: t\nid: t\ncorrelation: { \(correlation) }")
    #expect(set.refusals.isEmpty)
    func cost(_ count: Int) -> Double {
      let subjects = (0..<count).map { number in
        let entries: [SignatureNode.Entry] = [
          .init("kind", SignatureNode(.text("a"))), .init("g", SignatureNode(.text("g\(number)"))),
          .init("_time", SignatureNode(.number(Double(number) / 100, text: "\(Double(number) / 100)"))),
        ]
        return NodeSubject(SignatureNode(.mapping(entries)), source: LogSource(product: "example"))
      }
      return Self.seconds {
        let matcher = SignatureMatcher(set)
        for subject in subjects { _ = matcher.match(subject) }
      }
    }
    #expect(cost(1_000 * Self.factor) / cost(1_000) < Self.allowed)
  }
}
