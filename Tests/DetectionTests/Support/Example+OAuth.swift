import TrafficModel

extension Example {
  static func oauth(
    _ step: OAuthStep, host: String = "login.example", method: String = "GET", status: UInt16 = 200,
    isEncrypted: Bool = true, server: String = "203.0.113.5", at seconds: Double = 0
  ) -> TrafficEvent {
    var exchange = exchange(
      method: method, target: "/", status: status, isEncrypted: isEncrypted, server: server, isMCP: false, at: seconds)
    exchange.host = UntrustedText(host)
    exchange.oauth = step
    return .http(exchange)
  }

  /// A request for a code as it should be.
  static func asking(_ change: (inout OAuthStep.Authorization) -> Void = { _ in }) -> OAuthStep {
    var step = OAuthStep.Authorization()
    step.responseType = UntrustedText("code")
    step.client = UntrustedText("client-1")
    step.redirect = UntrustedText("http://127.0.0.1:3030/callback")
    step.resource = UntrustedText("https://mcp.example/mcp")
    step.hasChallenge = true
    step.challengeMethod = UntrustedText("S256")
    change(&step)
    return .authorization(step)
  }
}
