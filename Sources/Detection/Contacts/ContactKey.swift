package import TrafficModel

/// Which contacts belong to one series: those that a program which calls home would make look alike.
package struct ContactKey: Hashable, Comparable, Sendable {
  package enum Level: UInt8, CaseIterable, Comparable, Sendable {
    /// Connections that a client opens.
    case connections
    /// Requests of one method, tool and argument shape, over whatever connections.
    case requests
    /// What a server sends unasked on one session.
    case serverEvents

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  package var level: Level
  package var client: IPAddress
  package var server: Endpoint
  /// Stands for credential, method, tool and argument shape.
  package var label: UInt64

  package init(level: Level, client: IPAddress, server: Endpoint, label: UInt64) {
    self.level = level
    self.client = client
    self.server = server
    self.label = label
  }

  package static func < (a: Self, b: Self) -> Bool {
    if a.client != b.client { return a.client < b.client }
    if a.server != b.server { return a.server < b.server }
    return a.level == b.level ? a.label < b.label : a.level < b.level
  }
}
