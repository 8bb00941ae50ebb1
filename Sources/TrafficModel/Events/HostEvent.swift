/// What a process did on a monitored host, as the host's audit log tells it.
package struct HostEvent: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case connect(Endpoint)
    case bind(Endpoint)
    /// A connection was taken from there; nil where the log does not say from where.
    case accept(Endpoint?)
    /// A socket of the file system, or abstract.
    case local(path: UntrustedText)
    case execute(arguments: [UntrustedText])
    /// Written, created, deleted, renamed, or given other permissions.
    case changeFile(path: UntrustedText)
  }

  package var time: Timestamp
  /// The serial number of the event in its log.
  package var serial: UInt64
  package var action: Action
  /// The system call went through; a connect that goes on in the background counts.
  package var succeeded: Bool
  package var process: HostProcess
  /// The key of the rule that recorded it.
  package var key: UntrustedText?
  /// The lines of the log that tell it; the log stands where a capture would.
  package var provenance: Provenance

  package init(
    time: Timestamp, serial: UInt64, action: Action, succeeded: Bool, process: HostProcess, provenance: Provenance
  ) {
    self.time = time
    self.serial = serial
    self.action = action
    self.succeeded = succeeded
    self.process = process
    self.provenance = provenance
  }
}
