import SignatureMatching
import Testing

@Suite struct ModifierTests {
  @Test(
    "a value matches as Sigma says",
    arguments: [
      // Whole text, without regard to case, with wildcards.
      ("f: abc", "f: ABC", true), ("f: abc", "f: abcd", false), ("f: a*d", "f: abcd", true),
      ("f: a?c", "f: abc", true), ("f: a?c", "f: abbc", false), ("f: 'a\\*c'", "f: abc", false),
      ("f: 'a\\*c'", "f: a*c", true), ("f: 'a\\\\*c'", "f: 'a\\bc'", true),
      ("f: 'C:\\Windows'", "f: 'c:\\windows'", true),
      ("f: '*'", "f: ''", true), ("f: '*'", "g: x", false), ("f: ''", "f: ''", true), ("f: ''", "f: x", false),
      ("f: ÄRGER", "f: ärger", true), ("f: 'a.c'", "f: abc", false), ("f: 'a*b'", "f: \"a\\nb\"", true),
      // Lists: any value, any element.
      ("f: [a, b]", "f: b", true), ("f: b", "f: [a, b]", true), ("f: c", "f: [a, b]", false),
      ("f|contains|all: [a, b]", "f: xbax", true), ("f|contains|all: [a, b]", "f: xbx", false),
      ("f|contains|all: [a, b]", "f: [a, b]", true),
      // Positions.
      ("f|startswith: ab", "f: abc", true), ("f|startswith: bc", "f: abc", false),
      ("f|endswith: bc", "f: abc", true), ("f|endswith: ab", "f: abc", false), ("f|contains: b", "f: abc", true),
      ("f|contains: 'b*d'", "f: abcde", true), ("f|endswith: 'x\\'", "f: \"y\\nx\\\\\"", true),
      ("f|endswith: x", "f: \"x\\n\"", false),
      // Case.
      ("f|cased: abc", "f: ABC", false), ("f|contains|cased: B", "f: aBc", true),
      // Negation, presence, nothing.
      ("f|neq: a", "f: b", true), ("f|neq: a", "f: a", false), ("f|neq: [a, b]", "f: b", false),
      ("f|exists: true", "f: x", true), ("f|exists: false", "g: x", true), ("f|exists: false", "f: x", false),
      ("f: null", "g: x", true), ("f: null", "f: null", true), ("f: null", "f: x", false),
      // Numbers and truth.
      ("f: 7", "f: 7", true), ("f: 7", "f: '7'", true), ("f: 7", "f: 8", false), ("f: '7'", "f: 7", true),
      ("f: true", "f: true", true), ("f: true", "f: 'false'", false), ("f: 'true'", "f: true", true),
      ("f|gt: 3", "f: 4", true), ("f|gt: 3", "f: 3", false), ("f|gte: 3", "f: 3", true), ("f|lt: 3", "f: 2.5", true),
      ("f|lte: 3", "f: '3'", true), ("f|lt: 3", "f: many", false), ("f|lt: 3", "g: 1", false),
      // Options and encodings.
      ("f|windash|contains: ' -f '", "f: 'x /f y'", true), ("f|windash|contains: ' -f '", "f: 'x –f y'", true),
      ("f|windash|contains: 'a-b'", "f: 'a/b'", false),
      ("f|base64: foobar", "f: Zm9vYmFy", true),
      ("f|base64offset|contains: /bin/bash", "f: eC9iaW4vYmFzaA==", true),
      ("f|base64offset|contains: /bin/bash", "f: L2Jpbi9iYXNo", true),
      ("f|base64offset|contains: /bin/bash", "f: eHkvYmluL2Jhc2g=", true),
      ("f|wide|base64offset|contains: ping", "f: cABpAG4AZwA=", true),
      ("f|utf16be|base64: A", "f: AEE=", true), ("f|utf16|base64: A", "f: //5BAA==", true),
      // Expressions.
      ("f|re: 'a.c'", "f: xabcx", true), ("f|re: 'a.c'", "f: xABCx", false), ("f|re|i: 'a.c'", "f: xABCx", true),
      ("f|re|m: '^b$'", "f: \"a\\nb\\nc\"", true), ("f|re: '^b$'", "f: \"a\\nb\\nc\"", false),
      ("f|re|s: 'a.b'", "f: \"a\\nb\"", true), ("f|re: 'a.b'", "f: \"a\\nb\"", false),
      ("f|re: '\\bab\\d+'", "f: x ab12", true),
      // Addresses.
      ("f|cidr: 10.0.0.0/8", "f: 10.1.2.3", true), ("f|cidr: 10.0.0.0/8", "f: 11.1.2.3", false),
      ("f|cidr: 'fd00::/8'", "f: 'fd12::1'", true), ("f|cidr: 10.0.0.0/8", "f: 'x'", false),
      // Other fields.
      ("f|fieldref: g", "{f: Ab, g: aB}", true), ("f|fieldref: g", "{f: a, g: b}", false),
      ("f|fieldref|startswith: g", "{f: abc, g: ab}", true),
      // Times, in UTC.
      ("f|hour: 3", "f: '2026-11-22T03:10:00Z'", true), ("f|hour|gte: 22", "f: '2026-11-22T21:10:00Z'", false),
      ("f|hour: 1", "f: '2026-11-22T03:10:00+02:00'", true), ("f|week: 47", "f: '2026-11-22T03:10:00Z'", true),
      ("f|day: 22", "f: '2026-11-22T03:10:00Z'", true), ("f|month: 11", "f: '2026-11-22T03:10:00Z'", true),
      ("f|year|lt: 2027", "f: '2026-11-22T03:10:00Z'", true), ("f|minute: 10", "f: 1795317000", true),
      // Several fields are all asked for.
      ("f: a, g: b", "{f: a, g: b}", true), ("f: a, g: b", "{f: a, g: c}", false),
      ("f.g: a", "{f: {g: a}}", true),
    ] as [(String, String, Bool)])
  func value(selection: String, event: String, isMatch: Bool) throws {
    #expect(try Rule.matches(selection, event) == isMatch)
  }

  @Test(
    "what is not understood is refused, with what to write instead",
    arguments: [
      ("f|contain: a", "did you mean 'contains'?"), ("f|regex: a", "Sigma 2 writes re"),
      ("f|not: a", "Sigma 2 writes neq"),
      ("f|startswith|endswith: a", "exclude each other"), ("f|i: a", "is a flag of 're'"),
      ("f|wide|contains: a", "add base64offset|contains"), ("f|base64offset: a", "write base64offset|contains"),
      ("f|exists: maybe", "true or false"), ("f|gt: many", "takes a number"), ("f|cidr: here", "CIDR"),
      ("f|expand: '%servers%'", "has no values"), ("f: {g: a}", "single text"), ("f: []", "has no value"),
      ("f|re: '(?<=a)b'", "linear time"), ("f|re: '(a)\\1'", "linear time"), ("f|re: 'a(?=b)'", "linear time"),
      ("f|re: '('", "linear time"), ("f|re|cased: a", "takes only its flags"), ("f|contains|contains: a", "repeated"),
    ])
  func refusal(selection: String, says: String) {
    #expect(Rule.problem(selection).contains(says), "\(Rule.problem(selection))")
  }

  @Test func placeholdersStandForTheirValues() throws {
    let values = ["servers": ["alpha", "beta"]]
    #expect(try Rule.matches("f|expand: 'x-%servers%'", "f: x-beta", placeholders: values))
    #expect(try !Rule.matches("f|expand: 'x-%servers%'", "f: x-gamma", placeholders: values))
  }

  @Test func keywordsMayStandInAnyField() throws {
    let set = try Rule.set(Rule.text(detection: "words: [secret, 42]", condition: "words"))
    #expect(try !SignatureMatcher(set).match(Rule.event("{a: x, b: 'a Secret here'}")).isEmpty)
    #expect(try !SignatureMatcher(set).match(Rule.event("{a: 1423}")).isEmpty)
    #expect(try SignatureMatcher(set).match(Rule.event("{a: x}")).isEmpty)
  }

  @Test func aHundredThousandCharactersAreReadInOnePass() throws {
    let set = try Rule.set(
      Rule.text(detection: "s: { 'f|re': '(a+)+b', 'g|contains': 'a*a*a*a*a*c' }", condition: "1 of s"))
    let text = String(repeating: "a", count: 100_000)
    #expect(try SignatureMatcher(set).match(Rule.event("{f: \(text), g: \(text)}")).isEmpty)
  }
}
