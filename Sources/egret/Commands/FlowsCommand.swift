import ArgumentParser
import EvidenceStore
import Presentation
import TrafficModel

extension FlowFilter.Order: ExpressibleByArgument {}
extension FlowSummary.State: ExpressibleByArgument {}

/// `egret flows`: the transport conversations of a store.
struct FlowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "flows", abstract: "List stored flows.")

  @OptionGroup var options: StoreOptions
  @Option(help: "Address of either end, or name of the server; * stands for anything.") var host: String?
  @Option(help: "Port of the server.") var port: UInt16?
  @Option(help: "What ran on it: http, http2, tls, dns, websocket, quic.") var service: String?
  @Option(help: "attempted, rejected, closed, reset, timed-out, open or evicted.") var state: FlowSummary.State?
  @Option(help: "oldest, newest, largest or longest first.") var sort = FlowFilter.Order.oldest

  func run() throws {
    var filter = FlowFilter()
    filter.host = host
    filter.port = port
    filter.service = service
    filter.state = state
    filter.window = try options.window()
    filter.order = sort
    filter.limit = options.rowLimit
    let questions = try options.questions()
    let rows = try options.ask { () throws(StoreError) in try questions.flows(filter) }
    if options.format == .ndjson { return try options.printRecords(rows.map(\.uid), questions) }
    StoredTable.print(StoredRows.table(rows), count: rows.count, limit: options.rowLimit, noun: "flow")
  }
}
