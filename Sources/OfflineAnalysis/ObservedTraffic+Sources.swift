package import EvidenceStore
package import Policy
package import TrafficModel

extension ObservedTraffic {
  /// Takes in a fact of an analysis.
  package mutating func observe(_ event: TrafficEvent) {
    switch event {
    case .session(let fact):
      let session = fact.value
      note(
        session: session.flow.client.address, session.flow.server, authority: session.session.authority,
        implementation: session.session.server?.name, from: session.extent.start, to: session.extent.end)
    case .flow(let fact) where fact.value.toClient.frames > 0:
      let flow = fact.value
      note(
        flow: flow.flow.client.address, flow.flow.server, flow.flow.transport, name: flow.serverName,
        sent: flow.toServer.payloadBytes, from: flow.extent.start, to: flow.extent.end)
    default: break
    }
  }

  /// What a store holds of a window: also of what lasts for days, and began before it.
  package init(_ questions: StoreQuestions, in window: TimeWindow) throws(StoreError) {
    self.init()
    var window = window
    window.takesWhatLasts = true
    var sessions = SessionFilter()
    sessions.window = window
    for row in try questions.sessions(sessions) {
      guard let client = IPAddress(parsing: row.client.address), let server = IPAddress(parsing: row.server.address)
      else { continue }
      note(
        session: client, Endpoint(server, row.server.port), authority: row.server.authority,
        implementation: row.server.name, from: row.start, to: row.end)
    }
    try questions.forEachContact(in: window) { row in
      guard row.kind == .flow, row.bytesIn > 0, let client = IPAddress(parsing: row.client.address),
        let server = IPAddress(parsing: row.server.address)
      else { return }
      note(
        flow: client, Endpoint(server, row.server.port), row.transport == "udp" ? .udp : .tcp, name: row.serverName,
        sent: UInt64(max(0, row.bytesOut)), from: row.time, to: row.last)
    }
  }
}
