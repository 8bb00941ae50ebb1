import SettingsFiles
import TrafficModel

/// What is looked for in settings of servers and clients, and in files as such.
extension AuditCheck {
  static let plaintextSecret = AuditCheck(
    "CFG-01", "Secret in plain text", .critical,
    "Take it from the environment or a secret store (${NAME}, a file only the service can read), and replace this one.",
    [.owasp("MCP01"), .attack("T1552.001"), .safe("SAFE-T1502")])
  static let noAuthentication = AuditCheck(
    "CFG-02", "No authentication", .critical,
    "Ask for tokens: authentication: {type: jwt, issuer, audience, public_key_path, require_https: true}.",
    [.owasp("MCP07"), .attack("T1190")])
  static let httpsNotRequired = AuditCheck(
    "CFG-03", "HTTPS not required", .medium, "Set require_https: true, and serve TLS here or in a proxy in front.",
    [.owasp("MCP07"), .attack("T1557")])
  static let cleartextURL = AuditCheck(
    "CFG-04", "HTTP without encryption to another host", .medium, "Use https://.", [.owasp("MCP07"), .attack("T1557")])
  static let basicAuthentication = AuditCheck(
    "CFG-05", "Passwords instead of tokens", .medium, "Use tokens that expire: type: jwt or oauth.",
    [.owasp("MCP07"), .attack("T1110")])
  static let tokenLifetime = AuditCheck(
    "CFG-06", "Tokens live long", .medium, "Set token_lifetime: 3600 or less.", [.owasp("MCP01"), .attack("T1528")])
  static let tokenClaims = AuditCheck(
    "CFG-07", "Tokens are not checked for where they come from and whom they are for", .high,
    "Set issuer, audience, and public_key_path or jwks_uri.", [.owasp("MCP07"), .safe("SAFE-T1306")])
  static let tokenAlgorithm = AuditCheck(
    "CFG-08", "Tokens can be forged", .high, "With a public key, allow RS256, ES256 or EdDSA only.",
    [.owasp("MCP07"), .attack("T1606")])
  static let rateLimit = AuditCheck(
    "CFG-09", "No useful rate limit", .low, "Set rate_limiting: {requests_per_minute: 100, burst_size: 20}.",
    [.owasp("MCP08"), .attack("T1499")])
  static let allAddresses = AuditCheck(
    "CFG-10", "Listens on all addresses", .medium, "Listen on 127.0.0.1 or on the address that clients need.",
    [.owasp("MCP09"), .attack("T1133")])
  static let anyOrigin = AuditCheck(
    "CFG-11", "Pages of any origin may call it", .medium, "Name the origins that may call it.",
    [.owasp("MCP07"), .attack("T1189")])
  static let unpinnedLaunch = AuditCheck(
    "CLI-01", "Starts whatever version is newest", .medium,
    "Pin it: npx name@1.2.3, uvx name==1.2.3, docker run image@sha256:….", [.owasp("MCP04"), .attack("T1195.002")])
  static let shellLaunch = AuditCheck(
    "CLI-02", "Started through a shell", .medium, "Give command and args, so that nothing is interpreted.",
    [.owasp("MCP05"), .attack("T1059")])
  static let wideFolder = AuditCheck(
    "CLI-03", "A server gets a whole home or the whole disk", .high, "Give it the folder it needs.",
    [.owasp("MCP10"), .attack("T1083")])
  static let dangerousFlag = AuditCheck(
    "CLI-04", "Safeguards are switched off", .high, "Remove it; approve calls, or list the harmless tools by name.",
    [.owasp("MCP02"), .attack("T1562")])
  static let likeNames = AuditCheck(
    "CLI-05", "Servers whose names are alike", .medium, "Give each server a name of its own.",
    [.owasp("MCP09"), .attack("T1036"), .safe("SAFE-T1004")])
  static let writableByOthers = AuditCheck(
    "FIL-01", "Others can change this file", .high, "chmod go-w it.", [.owasp("MCP04"), .attack("T1574")])
  static let readableByOthers = AuditCheck(
    "FIL-02", "Others can read the secrets in this file", .medium, "chmod 600 it.",
    [.owasp("MCP01"), .attack("T1552.001")])
  static let baseless = AuditCheck(
    "SUP-01", "A finding is silenced without a reason", .low,
    "Write why: egret-ignore: CFG-10 behind the proxy's network.",
    [])

  /// All checks, for lists and for SARIF.
  package static let all: [AuditCheck] =
    [
      plaintextSecret, noAuthentication, httpsNotRequired, cleartextURL, basicAuthentication, tokenLifetime,
      tokenClaims,
      tokenAlgorithm, rateLimit, allAddresses, anyOrigin, unpinnedLaunch, shellLaunch, wideFolder, dangerousFlag,
      likeNames, writableByOthers, readableByOthers, baseless,
    ] + containers
}
