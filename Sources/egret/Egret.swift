import ArgumentParser

@main
struct Egret: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "egret",
    abstract: "Network traffic analyzer of the Model Context Protocol: packets in, MCP sessions and tool calls out.")
}
