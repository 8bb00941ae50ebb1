/// A socket that a process of the capturing host held, as its kernel told while the traffic was captured.
package enum SocketSighting: Hashable, Sendable {
  /// `local` of a connection to `remote`.
  case connection(TransportProtocol, local: Endpoint, remote: Endpoint, HostProcess, at: Timestamp)
  /// Whoever connects to that port gets this process; UDP sockets that are connected to nobody, too. An address of all zeros
  /// stands for all addresses of the host.
  case port(TransportProtocol, Endpoint, HostProcess, at: Timestamp)
  /// The addresses of the host.
  case addresses(Set<IPAddress>, at: Timestamp)
}
