import EvidenceStore
import TrafficModel

/// Which flows of captures are wanted. Values of one kind are alternatives; kinds that are given must all fit. A selection
/// that names nothing means everything.
package struct FlowSelection: Sendable {
  /// `flow_id` of records.
  package var flows: Set<String> = []
  package var communityIDs: Set<String> = []
  /// Addresses or names of either end, with or without `:port`, as records and tables spell them.
  package var hosts: Set<String> = []
  /// `session_uid` of records.
  package var sessions: Set<String> = []

  package init() {}

  /// Whether a flow fits.
  ///
  /// - Parameter sessionNames: the sessions that were seen in it.
  func includes(_ flow: FlowSummary, sessionNames: Set<String>) -> Bool {
    if !flows.isEmpty, !flows.contains("\(RecordName(flow.flow.id))") { return false }
    if !communityIDs.isEmpty, !communityIDs.contains("\(CommunityID(flow.flow))") { return false }
    if !sessions.isEmpty, sessions.isDisjoint(with: sessionNames) { return false }
    return hosts.isEmpty || !hosts.isDisjoint(with: Self.spellings(of: flow))
  }

  private static func spellings(of flow: FlowSummary) -> Set<String> {
    let ends = [flow.flow.client, flow.flow.server]
    var spellings = Set(ends.flatMap { ["\($0)", "\($0.address)"] })
    if let name = flow.serverName?.rawTextForMatchingAndStorage.lowercased() {
      let host = name.split(separator: ":", omittingEmptySubsequences: false).dropLast().joined(separator: ":")
      spellings.formUnion([name, "\(name):\(flow.flow.server.port)"] + (host.isEmpty ? [] : [host]))
    }
    return spellings
  }
}
