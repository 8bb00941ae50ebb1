package import TrafficModel

/// A socket that some process may hold.
package struct SocketEntry: Hashable, Sendable {
  package var transport: TransportProtocol
  package var local: Endpoint
  /// Nil of a socket that is connected to nobody.
  package var remote: Endpoint?
  /// Names the socket while it exists; never 0.
  package var inode: UInt32

  package init(transport: TransportProtocol, local: Endpoint, remote: Endpoint?, inode: UInt32) {
    self.transport = transport
    self.local = local
    self.remote = remote
    self.inode = inode
  }
}
