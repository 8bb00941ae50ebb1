import ArgumentParser
import EvidenceStore
import Presentation
import TrafficModel

extension CallStatus: ExpressibleByArgument {}
extension CallFilter.Order: ExpressibleByArgument {}

/// `egret calls`: the tool calls of a store.
struct CallsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "calls", abstract: "List stored tool calls.")

  @OptionGroup var options: StoreOptions
  @Option(help: "Name of the tool; * stands for anything.") var tool: String?
  @Option(help: "Server: name, authority, address or address:port; * stands for anything.") var server: String?
  @Option(help: "Client: name, address or address:port; * stands for anything.") var client: String?
  @Option(help: "complete, pending, cancelled, gap or unanswered.") var status: CallStatus?
  @Flag(help: "Only calls that ended in an error.") var errors = false
  @Option(name: .customLong("min-duration"), help: "Only calls that took at least so long: 500ms, 5s, 2m.")
  var minimumDuration: String?
  @Option(name: .customLong("min-result"), help: "Only results of at least so many bytes.") var minimumResult: Int64?
  @Option(help: "oldest, newest, slowest or largest first.") var sort = CallFilter.Order.oldest

  func run() throws {
    var filter = CallFilter()
    filter.tool = tool
    filter.server = server
    filter.client = client
    filter.status = status
    if errors { filter.isError = true }
    filter.minimumDurationNanoseconds = try duration()
    filter.minimumResultBytes = minimumResult
    filter.window = try options.window()
    filter.order = sort
    filter.limit = options.rowLimit
    let questions = try options.questions()
    let rows = try options.ask { () throws(StoreError) in try questions.calls(filter) }
    if options.format == .ndjson { return try options.printRecords(rows.map(\.uid), questions) }
    StoredTable.print(StoredRows.table(rows), count: rows.count, limit: options.rowLimit, noun: "tool call")
  }

  private func duration() throws -> Int64? {
    guard let minimumDuration else { return nil }
    if minimumDuration.hasSuffix("ms"), let value = Int64(minimumDuration.dropLast(2)) { return value * 1_000_000 }
    if let age = TimeArgument.age(minimumDuration) { return age }
    Terminal.complain("'\(minimumDuration)' is no duration: write 500ms, 5s or 2m")
    throw ExitStatus.usage
  }
}
