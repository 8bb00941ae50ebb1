import SettingsFiles

import TrafficModel

/// Checks `.env` files. Secrets are meant to stand there, so they are less bad than elsewhere: the file must be kept out of
/// repositories and images, and be its owner's alone.
struct EnvironmentChecks {
  private let root: SettingsNode

  init(_ root: SettingsNode) { self.root = root }

  func run(_ findings: inout FindingList) {
    let entries = SettingsEntry.all(root)
    SecretChecks(severity: .medium).run(entries, &findings)
    for entry in entries {
      let value = entry.node.text?.lowercased() ?? ""
      let position = entry.node.position
      let isAuthentication =
        entry.name.contains("auth")
        && ["type", "method", "mode", "auth", "authentication", "enabled"].contains { entry.name.hasSuffix($0) }
      if isAuthentication, ["none", "off", "disabled", "false", "anonymous"].contains(value) {
        findings.add(.noAuthentication, at: position, "\(entry.key) switches authentication off")
      } else if isAuthentication, value == "basic" {
        findings.add(.basicAuthentication, at: position, "\(entry.key) is basic")
      }
      if entry.key.uppercased().hasPrefix("DANGEROUSLY_"), !["", "0", "false"].contains(value) {
        findings.add(.dangerousFlag, at: position, "\(entry.key) is set")
      }
      if entry.name.hasSuffix("host") || entry.name.hasSuffix("bind") || entry.name.hasSuffix("listen"),
        HostText.isAll(value)
      {
        findings.add(.allAddresses, at: position, "\(entry.key) is \(value)")
      }
      if entry.name.contains("origin") || entry.name.contains("cors"), value == "*" {
        findings.add(.anyOrigin, at: position, "\(entry.key) allows any origin")
      }
      if ["requirehttps", "requiretls", "enabletls", "sslverify", "verifyssl"].contains(where: entry.name.hasSuffix),
        ["false", "0", "no"].contains(value)
      {
        findings.add(.httpsNotRequired, at: position, "\(entry.key) is off")
      }
      let isLifetime =
        entry.name.contains("token")
        && ["lifetime", "ttl", "expiry", "expiresin", "maxage"].contains(where: entry.name.contains)
      if isLifetime, let seconds = AmountText.seconds(value), seconds > 3_600 {
        findings.add(.tokenLifetime, at: position, "\(entry.key) is more than 3600 seconds")
      }
    }
    CleartextURLCheck.run(entries, &findings)
  }
}
