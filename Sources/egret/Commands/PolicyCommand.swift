import ArgumentParser
import Configuration
import Policy
import PolicyRendering

extension RuleFormat: ExpressibleByArgument {}

/// `egret policy`: what the policy of a configuration can be turned into.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Learn a policy, check traffic against it, turn it into rules.",
    subcommands: [Render.self, PolicyLearnCommand.self, PolicyCheckCommand.self])

  struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print rules for a firewall, for auditd or for systemd.",
      discussion: """
        Rules are for the machine that the servers run on, for IPv4 and IPv6, and default-deny for the servers' accounts
        only. Comments say which line of the policy made which rule. What a format cannot say is told beside the rules.
        """)

    @Option(help: "nftables, iptables, auditd or systemd.")
    var format: RuleFormat

    @Option(help: "The configuration with the policy.", completion: .file())
    var config = "egret.yml"

    @Option(help: "Only the server of this name; repeatable.")
    var server: [String] = []

    @Flag(name: [.short, .long], help: "No remarks.")
    var quiet = false

    func run() throws {
      var policy = try ConfigurationFile.read(config).policy
      for name in server where !policy.servers.contains(where: { $0.name == name }) {
        Terminal.complain(
          "\(config) names no server '\(name)'; it knows \(policy.servers.map(\.name).joined(separator: ", "))")
        throw ExitStatus.usage
      }
      if !server.isEmpty { policy.servers.removeAll { !server.contains($0.name) } }
      guard !policy.servers.isEmpty else {
        Terminal.complain("\(config) names no servers, so there is nothing to render; see: egret config default")
        throw ExitStatus.usage
      }
      let name = config.split(separator: "/").last.map(String.init) ?? config
      let rules = PolicyRenderer(policy, file: name).render(format)
      print(rules.text, terminator: "")
      if !quiet { rules.remarks.forEach(Terminal.complain) }
    }
  }
}
