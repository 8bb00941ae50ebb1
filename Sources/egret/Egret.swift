import ArgumentParser

@main
struct Egret: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "egret",
    abstract: "Network traffic analyzer of the Model Context Protocol: packets in, MCP sessions and tool calls out.",
    version: version,
    subcommands: [
      AnalyzeCommand.self, CaptureCommand.self, LiveCommand.self, ProcessesCommand.self, PruneCommand.self,
      DoctorCommand.self,
      CallsCommand.self,
      SessionsCommand.self, ToolsCommand.self, FlowsCommand.self, ExtractCommand.self, HuntCommand.self,
      ReportCommand.self, EvidenceCommand.self, ScheduleCommand.self, AuditCommand.self, PolicyCommand.self,
      ConfigCommand.self,
      SchemaCommand.self,
      SignaturesCommand.self,
    ])

  /// As the library does it, but that an error of usage ends with the status that the documentation names.
  static func main() {
    MemoryAllocator.prepare()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Terminal.note(fullMessage(for: error))
      exit(withError: ExitStatus.usage)
    }
  }
}
