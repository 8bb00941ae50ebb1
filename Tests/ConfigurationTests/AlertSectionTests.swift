import Configuration
import Policy
import SettingsFiles
import Testing
import TrafficModel

struct AlertSectionTests {
  private func read(_ text: String) throws(ConfigurationError) -> [AlertRoute] {
    try ConfigurationReader().read(SettingsFile(path: "egret.yml", text: text)).alerts
  }

  @Test func routesAreRead() throws {
    let routes = try read(
      """
      alerts:
        - syslog: unix:/dev/log
          minimum: high
          facility: auth
        - syslog: tls://logs.example
        - syslog: tcp://[2001:db8::1]:6000
        - webhook: https://hooks.example/x
          spool_limit: 1 MB
        - file: alerts.ndjson
          per_minute: 2
      """)
    #expect(
      routes.map(\.destination) == [
        .syslogSocket(path: "/dev/log"), .syslog(.tls, host: "logs.example", port: 6514),
        .syslog(.tcp, host: "2001:db8::1", port: 6000), .webhook(url: "https://hooks.example/x"),
        .file(path: "alerts.ndjson"),
      ])
    #expect(routes[0].minimum == .high && routes[0].facility == 4)
    #expect(routes[3].spoolBytes == 1_000_000 && routes[4].perMinute == 2)
  }

  @Test(arguments: [
    ("{}", "needs one of"), ("{syslog: \"udp://a\", file: b}", "needs one of"), ("{syslog: \"http://a\"}", "is not"),
    ("{syslog: \"tcp://a:0\"}", "is not"), ("{webhook: \"ftp://a/\"}", "is not"),
    ("{webhok: x}", "did you mean 'webhook'"),
    ("{file: a, minimum: urgent}", "is not"), ("{file: a, facility: local9}", "is not"),
    ("{file: a, burst: 0}", "burst"),
    ("{syslog: \"tcp://a b:1\"}", "is not"),
  ])
  func mistakesAreTold(route: String, words: String) {
    let error = #expect(throws: ConfigurationError.self) { try read("alerts: [\(route)]\n") }
    #expect(error?.problems.contains { $0.message.contains(words) } == true, "\(error?.problems ?? [])")
  }

  @Test func namesOfRoutesHoldNoSecrets() {
    #expect(
      AlertRoute(.webhook(url: "https://user:pass@hooks.example/T0/secret")).name == "webhook https://hooks.example")
  }
}
