package import Policy

/// Renders a policy as rules for the machine that the servers run on. The same policy gives the same bytes.
package struct PolicyRenderer {
  private let policy: EgressPolicy
  private let file: String

  /// - Parameter file: the name under which comments cite the policy.
  package init(_ policy: EgressPolicy, file: String) {
    self.policy = policy
    self.file = file
  }

  package func render(_ format: RuleFormat) -> RenderedRules {
    switch format {
    case .nftables: NftablesRules(file: file).render(policy)
    case .iptables: IptablesRules(file: file).render(policy)
    case .auditd: AuditRules(file: file).render(policy)
    case .systemd: SystemdRules(file: file).render(policy)
    }
  }
}
