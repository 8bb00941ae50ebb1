/// A process on a monitored host.
package struct HostProcess: Hashable, Sendable {
  package var pid: UInt32
  package var parent: UInt32?
  package var executable: UntrustedText
  /// By name where the log has it, else by number.
  package var user: UntrustedText?

  package init(pid: UInt32, parent: UInt32? = nil, executable: UntrustedText, user: UntrustedText? = nil) {
    self.pid = pid
    self.parent = parent
    self.executable = executable
    self.user = user
  }
}
