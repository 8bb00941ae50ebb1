import Foundation
import Policy
package import TrafficModel

/// A sighting as a line of the log beside a ring: one JSON object, times in nanoseconds since 1970.
package struct SocketLine: Codable {
  private var time: Int64
  private var addresses: [String]?
  private var transport: String?
  private var local: String?
  private var localPort: UInt16?
  private var remote: String?
  private var remotePort: UInt16?
  private var pid: UInt32?
  private var parent: UInt32?
  private var executable: String?
  private var user: String?

  private enum CodingKeys: String, CodingKey {
    case time, addresses, transport, local, remote, pid, parent, executable, user
    case localPort = "local_port"
    case remotePort = "remote_port"
  }

  package init(_ sighting: SocketSighting) {
    switch sighting {
    case .addresses(let all, let moment):
      time = moment.nanoseconds
      addresses = all.map(\.description).sorted()
    case .port(let transport, let local, let process, let moment):
      time = moment.nanoseconds
      note(transport, local, process)
    case .connection(let transport, let local, let remote, let process, let moment):
      time = moment.nanoseconds
      note(transport, local, process)
      self.remote = remote.address.description
      remotePort = remote.port
    }
  }

  private mutating func note(_ transport: TransportProtocol, _ local: Endpoint, _ process: HostProcess) {
    self.transport = transport == .tcp ? "tcp" : "udp"
    self.local = local.address.description
    localPort = local.port
    pid = process.pid
    parent = process.parent
    executable = process.executable.rawTextForMatchingAndStorage
    user = process.user?.rawTextForMatchingAndStorage
  }

  /// With its line feed.
  package var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return ((try? encoder.encode(self)).map(Array.init) ?? []) + [UInt8(ascii: "\n")]
  }

  /// Nil of a line that is no sighting.
  package static func sighting(_ line: some Sequence<UInt8>) -> SocketSighting? {
    (try? JSONDecoder().decode(SocketLine.self, from: Data(line)))?.sighting
  }

  private var sighting: SocketSighting? {
    let moment = Timestamp(nanoseconds: time)
    if let addresses { return .addresses(Set(addresses.compactMap { IPAddress(parsing: $0) }), at: moment) }
    guard let name = transport, ["tcp", "udp"].contains(name), let pid, let executable,
      let local = Self.endpoint(local, localPort)
    else { return nil }
    let transport: TransportProtocol = name == "tcp" ? .tcp : .udp
    let process = HostProcess(
      pid: pid, parent: parent, executable: UntrustedText(executable), user: user.map { UntrustedText($0) },
      basis: .socketTable)
    guard remote != nil else { return .port(transport, local, process, at: moment) }
    return Self.endpoint(remote, remotePort).map {
      .connection(transport, local: local, remote: $0, process, at: moment)
    }
  }

  private static func endpoint(_ address: String?, _ port: UInt16?) -> Endpoint? {
    guard let address = address.flatMap({ IPAddress(parsing: $0) }), let port else { return nil }
    return Endpoint(address, port)
  }
}
