import ArgumentParser

/// `egret signatures`: the signatures themselves, without traffic.
struct SignaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signatures", abstract: "Check, test and list signatures (Sigma rules).",
    subcommands: [
      SignaturesCheckCommand.self, SignaturesTestCommand.self, SignaturesListCommand.self,
      SignaturesFieldsCommand.self,
    ])
}
