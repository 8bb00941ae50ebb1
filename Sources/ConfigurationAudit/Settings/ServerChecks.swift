import SettingsFiles

import TrafficModel

/// Checks the settings of a server: who may call it, how, from where, how often.
struct ServerChecks {
  private let entries: [SettingsEntry]
  private let root: SettingsNode
  /// Said once for the whole file: asked for each setting, long files would take for ever.
  private let hasTLS: Bool
  /// Whether it talks over a network at all.
  private let isNetworked: Bool
  private let isLocal: Bool
  private let allowsCredentials: Bool

  init(_ root: SettingsNode) {
    self.root = root
    let entries = SettingsEntry.all(root)
    self.entries = entries
    hasTLS = Self.hasTLS(entries)
    isNetworked = Self.isNetworked(entries)
    isLocal = Self.isLocal(entries)
    allowsCredentials = entries.contains { $0.name.contains("credentials") && $0.node.boolean == true }
  }

  func run(_ findings: inout FindingList) {
    SecretChecks().run(entries, &findings)
    authentication(&findings)
    transport(&findings)
    rates(&findings)
    listening(&findings)
    origins(&findings)
    CleartextURLCheck.run(entries, &findings)
  }

  // MARK: Who may call it

  private static let authenticationKeys = [
    "authentication", "auth", "authn", "authtype", "authmethod", "authmode", "mcpauth",
  ]
  private static let no = ["none", "off", "disabled", "false", "anonymous", "no", "null", "noauth", "noop"]

  private var authenticationEntry: SettingsEntry? {
    entries.first { Self.authenticationKeys.contains($0.name) }
      ?? entries.first { ["oauth", "oauth2", "jwt"].contains($0.name) }
  }

  private func authentication(_ findings: inout FindingList) {
    guard let entry = authenticationEntry else {
      guard isNetworked else { return }
      findings.add(
        .noAuthentication, at: root.position, "nothing says how clients authenticate", severity: isLocal ? .low : .high)
      return
    }
    if let value = entry.node.scalar {
      if value.kind == .null || Self.no.contains(value.text.lowercased()) {
        findings.add(.noAuthentication, at: entry.node.position, "\(entry.key) is switched off")
      } else if value.text.lowercased() == "basic" {
        findings.add(.basicAuthentication, at: entry.node.position, "\(entry.key) is basic")
      }
      return
    }
    guard entry.node.isMapping else { return }
    let own = SettingsEntry.all(entry.node)
    if let off = own.first(where: { isOff($0) }) {
      findings.add(.noAuthentication, at: off.node.position, "\(entry.key).\(off.key) switches authentication off")
      return
    }
    let type = own.first { ["type", "method", "mode", "scheme", "provider", "strategy"].contains($0.name) }
    let kind = type?.node.text?.lowercased() ?? (entry.name == "jwt" ? "jwt" : "")
    if kind == "basic" || kind == "password" {
      findings.add(.basicAuthentication, at: type?.node.position ?? entry.keyPosition, "\(entry.key) is \(kind)")
    } else {
      tokens(entry, own, kind, &findings)
    }
  }

  private func isOff(_ entry: SettingsEntry) -> Bool {
    guard entry.path.count == 1, let value = entry.node.scalar else { return false }
    if ["type", "method", "mode", "scheme", "strategy"].contains(entry.name) {
      return value.kind == .null || Self.no.contains(value.text.lowercased())
    }
    return ["enabled", "required", "enable"].contains(entry.name) && value.boolean == false
  }

  // MARK: Tokens

  private func tokens(_ section: SettingsEntry, _ own: [SettingsEntry], _ kind: String, _ findings: inout FindingList) {
    func find(_ names: String...) -> SettingsEntry? { own.first { names.contains($0.name) } }
    let publicKey = find(
      "publickey", "publickeypath", "publickeyfile", "jwks", "jwksuri", "jwksurl", "jwksfile", "jwkspath")
    let symmetric = find("secret", "secretkey", "signingkey", "jwtsecret", "sharedsecret", "secretfile", "secretpath")
    let issuer = find("issuer", "iss", "issuerurl", "authority", "discoveryurl", "authorizationserver")
    let audience = find("audience", "aud", "audiences", "resource", "clientid")
    let isToken =
      ["jwt", "bearer", "oauth", "oauth2", "oidc", "token"].contains(kind) || publicKey != nil || issuer != nil
    guard isToken else { return }
    if kind == "jwt" || kind == "oidc" || publicKey != nil {
      var missing: [String] = []
      if issuer == nil { missing.append("issuer") }
      if audience == nil { missing.append("audience") }
      if publicKey == nil, symmetric == nil, kind != "oidc" { missing.append("public_key_path or jwks_uri") }
      if !missing.isEmpty {
        findings.add(
          .tokenClaims, at: section.keyPosition, "\(section.key) has no \(missing.joined(separator: ", no "))")
      }
    }
    algorithms(own, hasPublicKey: publicKey != nil, &findings)
    lifetime(section, own, &findings)
    let https = find("requirehttps", "requiretls", "httpsonly", "requiressl", "forcehttps")
    if let https, https.node.boolean == false {
      findings.add(.httpsNotRequired, at: https.node.position, "\(section.key).\(https.key) is off")
    } else if https == nil, !hasTLS, !isLocal {
      findings.add(.httpsNotRequired, at: section.keyPosition, "\(section.key) does not say require_https: true")
    }
  }

  private func algorithms(_ own: [SettingsEntry], hasPublicKey: Bool, _ findings: inout FindingList) {
    for entry in own
    where ["algorithm", "algorithms", "alg", "allowedalgorithms", "signingalgorithm"].contains(entry.name) {
      for scalar in entry.scalars {
        let name = scalar.scalar?.text.lowercased() ?? ""
        if name == "none" || name == "" {
          findings.add(
            .tokenAlgorithm, at: scalar.position, "\(entry.key) allows tokens without signature", severity: .critical)
        } else if name.hasPrefix("hs"), hasPublicKey {
          findings.add(
            .tokenAlgorithm, at: scalar.position,
            "\(entry.key) allows a symmetric algorithm beside a public key: whoever knows the public key can sign")
        }
      }
    }
  }

  private static let lifetimeKeys = [
    "tokenlifetime", "tokenttl", "expiresin", "tokenexpiry", "tokenexpiration", "accesstokenlifetime", "maxtokenage",
    "tokenmaxage", "accesstokenttl", "maxage", "ttl", "lifetime", "expiry", "expiration", "tokenexpiryseconds",
    "tokenlifetimeseconds", "accesstokenexpiry",
  ]

  private func lifetime(_ section: SettingsEntry, _ own: [SettingsEntry], _ findings: inout FindingList) {
    guard let entry = own.first(where: { Self.lifetimeKeys.contains($0.name) }) else {
      findings.add(
        .tokenLifetime, at: section.keyPosition, "\(section.key) does not say token_lifetime", severity: .low)
      return
    }
    guard let seconds = entry.node.text.flatMap(AmountText.seconds) else { return }
    if seconds <= 0 {
      // Clamped before it becomes a whole number: any number of digits may stand there.
      findings.add(
        .tokenLifetime, at: entry.node.position, "\(entry.key) is \(Int(max(seconds, -1e15))): tokens never expire",
        severity: .high)
    } else if seconds > 3_600 {
      findings.add(.tokenLifetime, at: entry.node.position, "\(entry.key) is more than 3600 seconds")
    }
  }

  // MARK: How, how often, from where

  private static func hasTLS(_ entries: [SettingsEntry]) -> Bool {
    entries.contains { entry in
      guard
        ["tls", "ssl", "https", "certfile", "certificate", "sslcertfile", "sslcert", "tlscert", "cert", "keyfile"]
          .contains(entry.name)
      else { return false }
      return entry.node.boolean != false && entry.node["enabled"]?.boolean != false && entry.node.scalar?.kind != .null
    } || entries.contains { ["requirehttps", "requiretls"].contains($0.name) && $0.node.boolean == true }
  }

  private static func isNetworked(_ entries: [SettingsEntry]) -> Bool {
    entries.contains { entry in
      if ["port", "bind", "listen", "bindaddress", "listenaddress"].contains(entry.name), entry.node.scalar != nil {
        return true
      }
      let transport = entry.name == "transport" || entry.path.suffix(2) == ["transport", "type"]
      return transport
        && ["http", "sse", "streamable-http", "streamablehttp", "streamable_http"].contains(entry.node.text ?? "")
    }
  }

  private static func isLocal(_ entries: [SettingsEntry]) -> Bool {
    let hosts = entries.filter { hostKeys.contains($0.name) }.compactMap(\.node.text)
    return !hosts.isEmpty && hosts.allSatisfy { HostText.isLoopback($0) }
  }

  private func transport(_ findings: inout FindingList) {
    for entry in entries {
      let isSwitch = ["tls", "ssl", "https", "requirehttps", "requiretls", "enabletls"].contains(entry.name)
      let isOff = entry.node.boolean == false || entry.node["enabled"]?.boolean == false
      guard isSwitch, isOff, !isLocal else { continue }
      findings.add(.httpsNotRequired, at: entry.node.position, "\(entry.key) is off")
    }
    guard isNetworked, !isLocal, !hasTLS, !findings.contains(.httpsNotRequired) else { return }
    findings.add(.httpsNotRequired, at: root.position, "nothing says that HTTPS is required")
  }

  private func rates(_ findings: inout FindingList) {
    let keys = [
      "ratelimiting", "ratelimit", "ratelimits", "throttle", "throttling", "requestsperminute", "requestspersecond",
    ]
    guard let entry = entries.first(where: { keys.contains($0.name) }) else {
      if isNetworked { findings.add(.rateLimit, at: root.position, "there is no rate limit") }
      return
    }
    if entry.node.boolean == false || entry.node["enabled"]?.boolean == false || entry.node.scalar?.kind == .null {
      return findings.add(.rateLimit, at: entry.node.position, "\(entry.key) is off", severity: .medium)
    }
    var perMinute: Double?
    for inner in SettingsEntry.all(entry.node) + [entry] {
      guard let number = inner.node.text.flatMap(Double.init) else { continue }
      let factor: Double? =
        switch inner.name {
        case "requestsperminute", "rpm", "perminute", "maxrequestsperminute", "ratelimit": 1
        case "requestspersecond", "rps", "persecond": 60
        case "requestsperhour", "perhour": 1 / 60
        default: nil
        }
      if let factor { perMinute = number * factor }
      let isBurst = inner.name.contains("burst")
      let isAbsurd =
        factor.map { number <= 0 || number * $0 > 10_000 } ?? (isBurst && number > max(1_000, 10 * (perMinute ?? 100)))
      guard isAbsurd else { continue }
      findings.add(
        .rateLimit, at: inner.node.position, "\(inner.key) is \(inner.node.text ?? ""), which limits nothing",
        severity: .medium)
    }
  }

  private static let hostKeys = [
    "host", "bind", "bindaddress", "listen", "listenaddress", "address", "bindhost", "serverhost", "httphost",
    "mcphost",
    "hostname", "interface",
  ]

  private func listening(_ findings: inout FindingList) {
    for entry in entries where Self.hostKeys.contains(entry.name) {
      for scalar in entry.scalars where HostText.isAll(scalar.text ?? "") {
        findings.add(.allAddresses, at: scalar.position, "\(entry.key) is \(scalar.text ?? "")")
      }
    }
  }

  private func origins(_ findings: inout FindingList) {
    for entry in entries {
      let isOrigin = entry.name.contains("origin") || entry.name == "cors" || entry.name == "corsorigins"
      for scalar in isOrigin ? entry.scalars : [] where ["*", "http*", ".*"].contains(scalar.text ?? "") {
        findings.add(
          .anyOrigin, at: scalar.position,
          "\(entry.key) allows any origin" + (allowsCredentials ? ", with credentials" : ""),
          severity: allowsCredentials ? .high : .medium)
      }
    }
  }
}
