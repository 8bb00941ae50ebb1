/// Bounds on what is remembered of who talked to whom.
package struct ContactLimits: Hashable, Sendable {
  /// Series known at once; beyond it those that have been silent longest are forgotten.
  package var series = 65_536
  /// Contacts in all of them.
  package var contacts = 2_000_000
  /// Servers whose announced intervals are known, and those known to speak MCP.
  package var servers = 16_384
  /// Bytes of arguments looked at for their shape, and of a result for the intervals it announces.
  package var lookBytes = 4_096

  package init() {}
}
