import Configuration
import Policy
import SettingsFiles
import Testing
import TrafficModel

@Suite struct ConfigurationReaderTests {
  static func read(_ text: String, detectors: [DetectorVocabulary] = []) throws(ConfigurationError) -> Configuration {
    try ConfigurationReader(detectors: detectors).read(SettingsFile(path: "egret.yml", text: text))
  }

  static func problems(_ text: String, detectors: [DetectorVocabulary] = []) -> [String] {
    do throws(ConfigurationError) {
      _ = try read(text, detectors: detectors)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func thePrintedDefaultSaysTheDefaults() throws {
    #expect(try Self.read(DefaultConfiguration.text) == Configuration())
  }

  @Test func theExamplesInThePrintedDefaultCanBeUsed() throws {
    let text = DefaultConfiguration.text.replacing(": []\n#", with: ":\n#").replacing(": {}\n#", with: ":\n#")
      .replacing("\n#    ", with: "\n    ").replacing("\n#  - ", with: "\n  - ")
    let configuration = try Self.read(text)
    let server = try #require(configuration.policy.servers.first)
    #expect(server.name == "search" && server.user == "mcp-user" && server.listen == [PortRange(8080)])
    #expect(server.allowed.map { "\($0.target)" } == ["api.example", "198.51.100.0/24"])
    #expect(server.allowed[0].budget == ByteBudget(bytes: 50_000_000, per: .day))
    #expect(server.allowed[1].ports.map(\.description) == ["5432", "8000-8100"])
    #expect(configuration.policy.clients.map(\.name) == ["agents"])
    #expect(configuration.detection.detectors["BCN-01"]?.thresholds == ["low": 6])
    let suppression = try #require(configuration.detection.suppressions.first)
    #expect(suppression.expires == Timestamp(nanoseconds: 1_814_313_600_000_000_000))
  }

  @Test(arguments: ["", "# nothing", "---\n", "~"])
  func aFileThatSaysNothingIsTheDefault(text: String) throws { #expect(try Self.read(text) == Configuration()) }

  @Test func linesAreRememberedForRulesToCite() throws {
    let server = try #require(
      try Self.read("servers:\n  - name: a\n    user: mcp\n    allow:\n      - any\n      - to: any\n").policy.servers
        .first)
    #expect(server.line == 2)
    #expect(server.lines["user"] == 3)
    #expect(server.allowed.map(\.line) == [5, 6])
  }

  @Test(
    "each mistake is told with its place and what was probably meant",
    arguments: [
      ("serves: []", "1:1: unknown key 'serves': did you mean 'servers'?"),
      (
        "servers:\n  - name: a\n    adresses: [192.0.2.1]\n    listen: 1",
        "3:5: unknown key 'adresses': did you mean 'addresses'?"
      ),
      ("detection:\n  slow_cal: 5s", "2:3: unknown key 'slow_cal': did you mean 'slow_call'?"),
      ("detection:\n  slow_call: quick", "2:14: 'slow_call': 'quick' is not a duration such as 5s"),
      ("servers:\n  - listen: 80", "2:5: servers[0] needs 'name': a name of letters, digits, - and _"),
      ("servers: {name: a}", "1:10: 'servers' must be a list"),
      (
        "servers:\n  - name: a\n    listen: 99999", "3:13: 'listen': '99999' is not a port or a range such as 8000-8100"
      ),
      (
        "servers:\n  - name: a\n    listen: 1\n    authentication: {type: basic}",
        "4:28: 'type': 'basic' is not known; jwt is the only type"
      ),
      (
        "servers:\n  - name: a\n    listen: 1\n    authentication: {type: jwt, algorithms: [RS265]}",
        "4:46: 'algorithms': 'RS265' cannot be checked: did you mean 'RS256'?"
      ),
      (
        "servers:\n  - name: a\n    listen: 1\n    authentication: {type: jwt, public_key_path: issuer.pem}",
        "4:50: 'public_key_path': 'issuer.pem' is not a path from the root, of letters, digits and /-_.+:@,="
      ),
      ("internal: [10.0.0.0/99]", "1:12: 'internal': '10.0.0.0/99' is not an address or a network"),
      ("servers:\n- {name: a, listen: 1}\n- {name: a, listen: 2}", "3:10: the name 'a' is taken in line 2"),
      (
        "servers:\n- {name: a}",
        "2:3: servers[0] needs one of 'addresses', 'hosts', 'implementations', 'listen' or 'user'"
      ),
      ("servers:\n- {name: a, user: \"root; reboot\"}", "2:19: 'user': 'root; reboot' is not an account or its number"),
      (
        "servers:\n- {name: a, listen: 1, executable: bin/x}",
        "2:36: 'executable': 'bin/x' is not a path from the root, of letters, digits and /-_.+:@,="
      ),
      (
        "servers:\n- {name: a, listen: 1, allow: [{ports: 1}]}",
        "2:32: allow[0] needs 'to': an address, a network, a host name or any"
      ),
      (
        "servers:\n- {name: a, listen: 1, allow: [{to: any, budget: lots}]}",
        "2:50: 'budget': 'lots' is not an amount such as 50 MB/day"
      ),
      (
        "suppressions:\n- {detectors: X, author: me, expires: 2027-01-01}",
        "2:3: suppressions[0] needs 'reason': why it is no alarm"
      ),
      (
        "suppressions:\n- {detectors: X, author: me, reason: r, expires: soon}",
        "2:50: 'expires': 'soon' is not a date such as 2027-06-30"
      ),
      ("clients:\n- {name: a}", "2:3: clients[0] needs 'addresses': whose traffic is it about?"),
      ("detection: {tool_name_pattern: \"(\"}", "1:32: 'tool_name_pattern' is no regular expression"),
      ("- a", "1:1: the configuration must be a mapping with keys such as 'internal'"),
      ("internal: []\n---\nservers: []", "3:1: a second document: one file has one configuration"),
      ("a: b: c", "1:5: not YAML: mapping values are not allowed in this context"),
      ("internal: []\ninternal: []", "1:1: the key 'internal' stands twice in one mapping"),
    ])
  func mistakes(text: String, problem: String) { #expect(Self.problems(text) == [problem]) }

  @Test func whichTokensAServerShouldAcceptIsRead() throws {
    let policy = try Self.read(
      """
      servers:
        - name: a
          listen: 80
          authentication:
            type: jwt
            issuer: https://login.example
            audience: [https://a.example, https://b.example]
            jwks_path: /etc/egret/keys.json
            algorithms: [RS256, EdDSA]
            token_lifetime: 2h
            require_https: false
      """
    ).policy.servers[0].authentication
    #expect(policy?.issuers == ["https://login.example"])
    #expect(policy?.audiences == ["https://a.example", "https://b.example"])
    #expect(policy?.keySetPaths == ["/etc/egret/keys.json"])
    #expect(policy?.algorithms == ["RS256", "EdDSA"])
    #expect(policy?.lifetimeSeconds == 7_200)
    #expect(policy?.requiresHTTPS == false)
    #expect(policy?.hasKeys == true)
  }

  @Test func allMistakesAreToldAtOnceInTheOrderOfTheFile() {
    let problems = Self.problems("servers:\n  - nam: a\ninternal: [x]\n")
    #expect(problems.map { $0.prefix(4) } == ["2:5:", "2:5:", "2:5:", "3:12"])
  }

  @Test func detectorsAndTheirThresholdsAreKnownByName() {
    let known = [DetectorVocabulary(id: "BCN-01", thresholds: ["low", "high"])]
    let problems = Self.problems(
      "detection:\n  detectors:\n    BCN-1: {}\n    BCN-01: {thresholds: {hihg: 3}}\n", detectors: known)
    #expect(
      problems == [
        "3:5: unknown detector 'BCN-1': did you mean 'BCN-01'?", "4:27: unknown key 'hihg': did you mean 'high'?",
      ])
  }

  @Test func hostileKeysReachNoTerminal() throws {
    let problem = try #require(Self.problems("\"\\e[31mx\\u202e\": 1").first)
    #expect(!problem.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202e })
  }
}
