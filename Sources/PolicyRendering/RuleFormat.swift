/// The forms a policy can be rendered in.
package enum RuleFormat: String, CaseIterable, Sendable {
  case nftables, iptables, auditd, systemd
}
