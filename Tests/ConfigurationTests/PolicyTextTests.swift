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
      "a: b", "# x", "\"", "\n", "-", "{a}", "*a", "&a",
    ])
  func quoting(reason: String) throws {
    var server = ServerPolicy(name: "a")
    server.user = "u"
    server.allowed = [AllowedDestination(.any, reason: reason)]
    let text = PolicyText.yaml(EgressPolicy(servers: [server]))
    #expect(try ConfigurationReaderTests.read(text).policy.servers.first?.allowed.first?.reason == reason)
  }
}
