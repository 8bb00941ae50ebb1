import TrafficModel

/// The keys of one connection's Initial packets, for each version that its packets name: a server may go on in another
/// version than the client began with, and keeps the client's first connection id then (RFC 9369 §4.1).
struct InitialKeyRing {
  let connectionID: [UInt8]
  private var keys: [QUICVersion: (toServer: InitialKeys, toClient: InitialKeys)] = [:]

  init(connectionID: [UInt8]) { self.connectionID = connectionID }

  mutating func keys(_ version: QUICVersion, _ direction: Direction) -> InitialKeys {
    let pair =
      keys[version] ?? (
        InitialKeys(version, connectionID: connectionID, .toServer),
        InitialKeys(version, connectionID: connectionID, .toClient)
      )
    keys[version] = pair
    return direction == .toServer ? pair.toServer : pair.toClient
  }
}
