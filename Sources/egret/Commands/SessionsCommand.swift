import ArgumentParser
import EvidenceStore
import Presentation

/// `egret sessions`: the sessions and actors of a store.
struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "List stored MCP sessions and actors.")

  @OptionGroup var options: StoreOptions
  @Option(help: "Server: name, authority, address or address:port; * stands for anything.") var server: String?
  @Option(help: "Client: name, address or address:port; * stands for anything.") var client: String?

  func run() throws {
    var filter = SessionFilter()
    filter.server = server
    filter.client = client
    filter.window = try options.window()
    filter.limit = options.rowLimit
    let questions = try options.questions()
    let rows = try options.ask { () throws(StoreError) in try questions.sessions(filter) }
    if options.format == .ndjson { return try options.printRecords(rows.map(\.uid), questions) }
    StoredTable.print(StoredRows.table(rows), count: rows.count, limit: options.rowLimit, noun: "session")
  }
}
