import Configuration
import Policy
import SettingsFiles
import Testing

@Suite struct PolicyTextTests {
  @Test func readingTheTextGivesThePolicyAgain() throws {
    let text = DefaultConfiguration.text.replacing(": []\n#", with: ":\n#").replacing(": {}\n#", with: ":\n#")
      .replacing("\n#    ", with: "\n    ").replacing("\n#  - ", with: "\n  - ")
    let written = PolicyText.yaml(try ConfigurationReaderTests.read(text).policy)
    let again = try ConfigurationReaderTests.read(written).policy
    #expect(PolicyText.yaml(again) == written)
    #expect(
      again.servers.first?.allowed.map(\.target) == [
        .name(try #require(HostNamePattern(parsing: "api.example"))),
        .network(try #require(IPNetwork(parsing: "198.51.100.0/24"))),
      ])
  }

  @Test(
    "texts that YAML would take for something else stay texts",
    arguments: [
      "a: b", "# x", "\"", "\n", "-", "{a}", "*a", "&a", "null", "Null", "~", "yes", "1", "a\u{85}b", "a\u{2028}b",
      "a\u{2029} b", "a\u{feff}b", "a\u{9f}", "\u{7f}", "\u{ffff}", "\u{1f426}", "a\tb ", " a", "\\x",
    ])
  func quoting(reason: String) throws {
    var server = ServerPolicy(name: "a")
    server.user = "u"
    server.allowed = [AllowedDestination(.any, reason: reason)]
    let text = PolicyText.yaml(EgressPolicy(servers: [server]))
    #expect(try ConfigurationReaderTests.read(text).policy.servers.first?.allowed.first?.reason == reason)
  }

  @Test("names stay names", arguments: ["null", "-", "--a", "_", "1", "true", "0x1"])
  func names(name: String) throws {
    var server = ServerPolicy(name: name)
    server.user = "u"
    let client = ClientPolicy(name: name, addresses: [try #require(IPNetwork(parsing: "192.0.2.1"))], allowed: [])
    let text = PolicyText.yaml(EgressPolicy(servers: [server], clients: [client]))
    let policy = try ConfigurationReaderTests.read(text).policy
    #expect(policy.servers.map(\.name) == [name])
    #expect(policy.clients.map(\.name) == [name])
  }
}
