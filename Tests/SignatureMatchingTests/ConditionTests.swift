import SignatureMatching
import Testing

@Suite struct ConditionTests {
  static let detection = "a: { f: 1 }\nb: { g: 1 }\nsel_1: { h: 1 }\nsel_2: { i: 1 }\n_hidden: { j: 1 }"

  @Test(
    "a condition holds as its words say",
    arguments: [
      ("a", "f: 1", true), ("not a", "f: 1", false), ("a and b", "{f: 1, g: 1}", true), ("a and b", "f: 1", false),
      ("a or b", "g: 1", true), ("a and not b", "f: 1", true), ("not a and not b", "{}", true),
      ("a or b and sel_1", "f: 1", true), ("(a or b) and sel_1", "f: 1", false), ("not (a or b)", "g: 1", false),
      ("a AND NOT b", "f: 1", true),
      ("1 of sel_*", "h: 1", true), ("1 of sel_*", "f: 1", false), ("all of sel_*", "h: 1", false),
      ("all of sel_*", "{h: 1, i: 1}", true), ("any of sel_*", "i: 1", true), ("1 of them", "g: 1", true),
      ("1 of them", "j: 1", false), ("all of them", "{f: 1, g: 1, h: 1, i: 1}", true), ("1 of *_1", "h: 1", true),
      ("1 of _*", "j: 1", true), ("not 1 of sel_*", "f: 1", true),
      ("a and (b or (sel_1 and sel_2))", "{f: 1, h: 1, i: 1}", true),
      ("[a and b, sel_1]", "h: 1", true), ("not not a", "f: 1", true),
    ] as [(String, String, Bool)])
  func condition(text: String, event: String, isMatch: Bool) throws {
    let set = try Rule.set(Rule.text(detection: Self.detection, condition: text))
    #expect(try !SignatureMatcher(set).match(Rule.event(event)).isEmpty == isMatch)
  }

  @Test(
    "a condition that is none is refused",
    arguments: [
      ("c", "unknown search 'c'"), ("sel1", "did you mean 'sel_1'?"), ("a and", "goes wrong at the end"),
      ("(a", "where ')' belongs"), ("a b", "goes wrong at 'b'"), ("a | count() > 5", "write a correlation"),
      ("2 of sel_*", "not part of Sigma"), ("1 of x*", "unknown search"), (")", "goes wrong"),
      (String(repeating: "(", count: 100), "nested too deeply"),
    ])
  func refusal(text: String, says: String) throws {
    let problem = #expect(throws: SignatureProblem.self) {
      try Rule.set(Rule.text(detection: Self.detection, condition: "'\(text)'"))
    }
    #expect(problem?.description.contains(says) == true, "\(problem.map(\.description) ?? "")")
  }

  @Test(
    "a rule that is none is refused",
    arguments: [
      ("[]", "map"), ("title: x", "neither 'detection'"),
      ("{title: x, detection: {s: {f: 1}, condition: s}}", "no log source"),
      (
        "{title: x, logsource: {product: mcp, category: mcp_tool_cal}, detection: {s: {f: 1}, condition: s}}",
        "mcp_tool_call"
      ),
      (
        "{title: x, logsource: {product: mcp, category: mcp_tool_call}, detection: {s: {tol: 1}, condition: s}}",
        "did you mean 'tool'?"
      ),
      (
        "{title: x, logsource: {product: mcp, category: mcp_flow}, detection: {s: {tool: 1}, condition: s}}",
        "it belongs to mcp_tool_definition"
      ),
      ("{title: x, logsource: {product: x}, detection: {s: {f: 1}}}", "no condition"),
      (
        "{title: x, logsource: {product: x}, detection: {s: {f: 1}, condition: s, timeframe: 5m}}",
        "write a correlation"
      ),
      (
        "{title: x, levle: low, logsource: {product: x}, detection: {s: {f: 1}, condition: s}}", "did you mean 'level'?"
      ),
      (
        "{title: x, level: hihg, logsource: {product: x}, detection: {s: {f: 1}, condition: s}}", "did you mean 'high'?"
      ),
      ("{logsource: {product: x}, detection: {s: {f: 1}, condition: s}}", "no title"),
      ("{title: x, correlation: {type: event_cont, rules: [y], timespan: 1m}}", "did you mean 'event_count'?"),
      (
        "{title: x, correlation: {type: event_count, rules: [y], timespan: soon, condition: {gte: 1}}}",
        "not a time span"
      ),
      ("{title: x, correlation: {type: value_count, rules: [y], timespan: 1m, condition: {gte: 1}}}", "needs a field"),
      ("a: &x [1, 2]\nb: *x\n a: 3", "not YAML"), ("{a: 1, a: 2}", "repeated"),
    ])
  func badRule(yaml: String, says: String) {
    let problem = #expect(throws: SignatureProblem.self) { try Rule.documents(yaml) }
    #expect(problem?.description.contains(says) == true, "\(problem.map(\.description) ?? "")")
  }
}
