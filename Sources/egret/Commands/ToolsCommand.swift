import ArgumentParser
import EvidenceStore
import Presentation

/// `egret tools`: the tools that servers declared.
struct ToolsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tools", abstract: "List the tools that servers declared, and which of them changed.")

  @OptionGroup var options: StoreOptions
  @Option(help: "Name of the tool; * stands for anything.") var tool: String?
  @Option(help: "Server: name, authority, address or address:port; * stands for anything.") var server: String?
  @Flag(help: "Only tools whose definition changed.") var changed = false

  func run() throws {
    var filter = ToolFilter()
    filter.tool = tool
    filter.server = server
    filter.isChanged = changed
    filter.window = try options.window()
    filter.limit = options.rowLimit
    let questions = try options.questions()
    let rows = try options.ask { () throws(StoreError) in try questions.tools(filter) }
    if options.format == .ndjson { return try options.printRecords(rows.map(\.uid), questions) }
    StoredTable.print(StoredRows.table(rows), count: rows.count, limit: options.rowLimit, noun: "tool")
  }
}
