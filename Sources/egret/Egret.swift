import ArgumentParser

@main
struct Egret: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "egret",
    abstract: "Network traffic analyzer of the Model Context Protocol: packets in, MCP sessions and tool calls out.",
    version: "0.1.0",
    subcommands: [
      AnalyzeCommand.self, CallsCommand.self, SessionsCommand.self, ToolsCommand.self, FlowsCommand.self,
      SchemaCommand.self,
    ])
}
