import ArgumentParser
import Configuration
import Policy

/// `egret config`: prints the default configuration, and checks one.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print the default configuration, or check one.",
    subcommands: [Default.self, Check.self])

  struct Default: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the default egret.yml, with comments.")

    func run() throws { print(DefaultConfiguration.text, terminator: "") }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say whether a configuration can be used, and where it is wrong.")

    @Argument(help: "The configuration, such as egret.yml.", completion: .file())
    var file: String

    func run() throws {
      let configuration = try ConfigurationFile.read(file, detectors: DetectionOptions.vocabulary)
      let policy = configuration.policy
      _ = try ConfiguredDetection.verifier(policy)
      try SignatureOptions.requireThere(configuration.rules.signatures + configuration.rules.yara)
      Terminal.note(
        "\(file): good; \(policy.servers.count) servers, \(policy.clients.count) groups of clients in its policy")
    }
  }
}
