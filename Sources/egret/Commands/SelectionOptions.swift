import ArgumentParser
import OfflineAnalysis

/// Which conversations are meant.
struct SelectionOptions: ParsableArguments {
  @Option(name: .customLong("flow"), parsing: .singleValue, help: "flow_id of a record; repeatable.")
  var flowNames: [String] = []

  @Option(name: .customLong("community-id"), parsing: .singleValue, help: "Community ID of a flow; repeatable.")
  var communityIDs: [String] = []

  @Option(
    parsing: .singleValue,
    help: "Address of either end, or name of the server, with or without :port; repeatable.")
  var host: [String] = []

  @Option(parsing: .singleValue, help: "session_uid of a record: all flows it was seen in; repeatable.")
  var session: [String] = []

  var flows: FlowSelection {
    var selection = FlowSelection()
    selection.flows = Set(flowNames)
    selection.communityIDs = Set(communityIDs)
    selection.hosts = Set(host.map { $0.lowercased() })
    selection.sessions = Set(session)
    return selection
  }
}
