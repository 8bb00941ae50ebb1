import SignatureMatching
import Testing

/// Rules `a`, `b` and `c` match events whose `kind` is so; what they say together is correlated by `who`.
@Suite struct CorrelationTests {
  static func rule(_ name: String) -> String {
    "{title: \(name), name: \(name), logsource: {product: example}, detection: {s: {kind: \(name)}, condition: s}}\n---\n"
  }

  /// How often the correlation completes over `events`, each a time, a kind, who, and a value.
  static func count(_ correlation: String, _ events: [(Double, String, String, String)]) throws -> Int {
    let set = try Rule.set(
      rule("a") + rule("b") + rule("c") + "title: together\nid: together\ncorrelation: \(correlation)")
    #expect(set.refusals.isEmpty)
    let matcher = SignatureMatcher(set)
    var hits: [SignatureHit] = []
    for (time, kind, who, value) in events {
      hits += matcher.match(try Rule.event("{_time: \(time), kind: \(kind), who: \(who), value: \(value)}"))
    }
    return (hits + matcher.finish()).count { set.signatures[$0.signature].id == "together" }
  }

  @Test(
    "correlations complete when their window says so",
    arguments: [
      (
        "{type: event_count, rules: [a], group-by: [who], timespan: 10s, condition: {gte: 3}}",
        [(1, "a", "x", "1"), (2, "a", "x", "1"), (3, "a", "x", "1")], 1
      ),
      (
        "{type: event_count, rules: [a], group-by: [who], timespan: 10s, condition: {gte: 3}}",
        [(1, "a", "x", "1"), (2, "a", "y", "1"), (3, "a", "x", "1")], 0
      ),
      (
        "{type: event_count, rules: [a], group-by: [who], timespan: 10s, condition: {gte: 3}}",
        [(1, "a", "x", "1"), (2, "a", "x", "1"), (30, "a", "x", "1")], 0
      ),
      (
        "{type: event_count, rules: [a], timespan: 10s, condition: {gt: 1}}", [(1, "a", "x", "1"), (2, "a", "y", "1")],
        1
      ),
      ("{type: event_count, rules: [a], group-by: [who], timespan: 10s, condition: {lt: 2}}", [(1, "a", "x", "1")], 1),
      (
        "{type: event_count, rules: [a], group-by: [who], timespan: 10s, condition: {lt: 2}}",
        [(1, "a", "x", "1"), (2, "a", "x", "1")], 0
      ),
      (
        "{type: event_count, rules: [a], group-by: [who], timespan: 10s, condition: {gte: 2, lte: 2}}",
        [(1, "a", "x", "1"), (2, "a", "x", "1")], 1
      ),
      (
        "{type: value_count, rules: [a], group-by: [who], timespan: 10s, condition: {field: value, gte: 3}}",
        [(1, "a", "x", "1"), (2, "a", "x", "2"), (3, "a", "x", "2"), (4, "a", "x", "3")], 1
      ),
      (
        "{type: value_count, rules: [a], group-by: [who], timespan: 10s, condition: {field: value, gte: 3}}",
        [(1, "a", "x", "1"), (2, "a", "x", "2"), (3, "a", "x", "2")], 0
      ),
      (
        "{type: value_sum, rules: [a], group-by: [who], timespan: 10s, condition: {field: value, gt: 100}}",
        [(1, "a", "x", "60"), (2, "a", "x", "50")], 1
      ),
      (
        "{type: value_avg, rules: [a], group-by: [who], timespan: 10s, condition: {field: value, gt: 50}}",
        [(1, "a", "x", "10"), (2, "a", "x", "80"), (3, "a", "x", "70")], 1
      ),
      (
        "{type: value_median, rules: [a], group-by: [who], timespan: 10s, condition: {field: value, gt: 50}}",
        [(1, "a", "x", "1"), (2, "a", "x", "2"), (3, "a", "x", "900")], 0
      ),
      (
        "{type: value_percentile, rules: [a], group-by: [who], timespan: 10s, condition: {field: value, percentile: 90, gt: 50}}",
        [(1, "a", "x", "1"), (2, "a", "x", "2"), (3, "a", "x", "900")], 1
      ),
      ("{type: temporal, rules: [a, b], group-by: [who], timespan: 10s}", [(1, "b", "x", "1"), (2, "a", "x", "1")], 1),
      (
        "{type: temporal, rules: [a, b], group-by: [who], timespan: 10s}", [(1, "b", "x", "1"), (20, "a", "x", "1")], 0
      ),
      (
        "{type: temporal, rules: [a, b, c], group-by: [who], timespan: 10s, condition: a and not b}",
        [(1, "c", "x", "1"), (2, "a", "x", "1")], 1
      ),
      (
        "{type: temporal_ordered, rules: [a, b], group-by: [who], timespan: 10s}",
        [(1, "b", "x", "1"), (2, "a", "x", "1")], 0
      ),
      (
        "{type: temporal_ordered, rules: [a, b], group-by: [who], timespan: 10s}",
        [(1, "a", "x", "1"), (2, "c", "x", "1"), (3, "b", "x", "1")], 1
      ),
      // Told late, but earlier in time.
      (
        "{type: temporal_ordered, rules: [a, b], group-by: [who], timespan: 10s}",
        [(5, "b", "x", "1"), (3, "a", "x", "1")], 1
      ),
      (
        "{type: temporal, rules: [a, b], aliases: {w: {a: who, b: value}}, group-by: [w], timespan: 10s}",
        [(1, "a", "x", "1"), (2, "b", "z", "x")], 1
      ),
    ] as [(String, [(Double, String, String, String)], Int)])
  func window(correlation: String, events: [(Double, String, String, String)], hits: Int) throws {
    #expect(try Self.count(correlation, events) == hits)
  }

  @Test func rulesOfACorrelationTellOfThemselvesOnlyWhenAsked() throws {
    for (generate, expected) in [("false", 1), ("true", 3)] {
      let set = try Rule.set(
        Self.rule("a")
          + "title: t\ncorrelation: {type: event_count, rules: [a], timespan: 1m, condition: {gte: 2}, generate: \(generate)}"
      )
      let matcher = SignatureMatcher(set)
      let hits = try matcher.match(Rule.event("{kind: a}")) + matcher.match(Rule.event("{kind: a}"))
      #expect(hits.count == expected)
    }
  }

  @Test func aCorrelationMayReferToAnother() throws {
    let set = try Rule.set(
      Self.rule("a") + Self.rule("b")
        + "{title: many, name: many, correlation: {type: event_count, rules: [a], group-by: [who], timespan: 1m, condition: {gte: 2}}}\n---\n"
        + "{title: then, correlation: {type: temporal_ordered, rules: [many, b], group-by: [who], timespan: 1m}}")
    let matcher = SignatureMatcher(set)
    var hits: [SignatureHit] = []
    for (time, kind) in [(1, "a"), (2, "a"), (3, "b")] {
      hits += matcher.match(try Rule.event("{_time: \(time), kind: \(kind), who: x}"))
    }
    #expect(hits.map { set.signatures[$0.signature].title } == ["then"])
    #expect(hits.first?.group == ["who": "x"])
  }

  @Test(
    "references that lead nowhere are refused, and only they",
    arguments: [
      ("{title: t, correlation: {type: temporal, rules: [a, missing], timespan: 1m}}", "'missing'"),
      ("{title: t, name: t, correlation: {type: temporal, rules: [a, t], timespan: 1m}}", "refers to itself"),
      (
        "{title: b, name: a2, logsource: {product: example}, detection: {s: {'f|re': '(?<!x)y'}, condition: s}}",
        "linear time"
      ),
    ])
  func brokenReference(yaml: String, says: String) throws {
    let set = try Rule.set(Self.rule("a") + yaml)
    #expect(set.refusals.count == 1)
    #expect(set.refusals.first?.problem.description.contains(says) == true)
    #expect(try SignatureMatcher(set).direct(Rule.event("{kind: a}")) == [0])
  }

  /// Events come from files that people write.
  @Test(arguments: ["1e300", ".nan", ".inf", "-1e19"])
  func timesThatAreNoneAreNoTrap(_ time: String) throws {
    let set = try Rule.set(Rule.text(detection: "selection: { f: x }", condition: "selection"))
    #expect(try SignatureMatcher(set).match(Rule.event("{_time: \(time), f: x}")).count == 1)
  }

  @Test func groupsAreBounded() throws {
    var limits = CorrelationLimits()
    limits.groups = 8
    let set = try Rule.set(
      Self.rule("a")
        + "title: t\ncorrelation: {type: event_count, rules: [a], group-by: [who], timespan: 1h, condition: {gte: 2}}")
    let matcher = SignatureMatcher(set, limits: limits)
    for index in 0..<1_000 { _ = matcher.match(try Rule.event("{_time: \(index), kind: a, who: p\(index)}")) }
    // The first was forgotten, the last was not.
    #expect(try matcher.match(Rule.event("{_time: 1001, kind: a, who: p0}")).isEmpty)
    #expect(try matcher.match(Rule.event("{_time: 1002, kind: a, who: p999}")).count == 1)
  }

  @Test func filtersNarrowTheRulesTheyName() throws {
    let set = try Rule.set(
      Self.rule("a") + Self.rule("b")
        + "{title: f, logsource: {product: example}, filter: {rules: [a], known: {who: admin}, condition: not known}}")
    let matcher = SignatureMatcher(set)
    #expect(try matcher.match(Rule.event("{kind: a, who: admin}")).isEmpty)
    #expect(try matcher.match(Rule.event("{kind: a, who: eve}")).count == 1)
    #expect(try matcher.match(Rule.event("{kind: b, who: admin}")).count == 1)
  }
}
