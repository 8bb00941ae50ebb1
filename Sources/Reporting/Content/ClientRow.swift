import EvidenceStore
package import TrafficModel

/// One client of a range: who it says it is, and what it did.
package struct ClientRow: Hashable, Sendable {
  package var address: String
  package var name: UntrustedText?
  package var version: UntrustedText?
  package var sessions: Int64 = 0
  package var calls: Int64 = 0
  package var errors: Int64 = 0

  /// Of sessions, the one with most calls first.
  static func rows(_ sessions: [SessionRow]) -> [ClientRow] {
    struct Key: Hashable {
      var address: String
      var name: UntrustedText?
      var version: UntrustedText?
    }
    var found: [Key: ClientRow] = [:]
    for session in sessions {
      let key = Key(address: session.client.address, name: session.client.name, version: session.clientVersion)
      var row = found[key] ?? ClientRow(address: key.address, name: key.name, version: key.version)
      row.sessions += 1
      row.calls += session.toolCalls
      row.errors += session.errors
      found[key] = row
    }
    return found.values.sorted {
      ($1.calls, $0.address, $0.name ?? UntrustedText("")) < ($0.calls, $1.address, $1.name ?? UntrustedText(""))
    }
  }
}
