/// A process on a monitored host.
package struct HostProcess: Hashable, Sendable {
  package var pid: UInt32
  package var parent: UInt32?
  package var executable: UntrustedText
  /// By name where the log has it, else by number.
  package var user: UntrustedText?
  package var basis: Basis

  /// How it is known.
  package enum Basis: String, Sendable {
    /// The kernel wrote it down when it happened.
    case auditLog = "audit_log"
    /// Looked up in the kernel's tables now and then: what lasts less than a look is missed, and a process may have handed
    /// its socket on.
    case socketTable = "socket_table"
  }

  package init(
    pid: UInt32, parent: UInt32? = nil, executable: UntrustedText, user: UntrustedText? = nil, basis: Basis = .auditLog
  ) {
    self.basis = basis
    self.pid = pid
    self.parent = parent
    self.executable = executable
    self.user = user
  }
}
