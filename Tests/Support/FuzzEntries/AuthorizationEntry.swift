import HTTPDissection
import MCPDissection
import TrafficModel

/// The first byte chooses a step of authorization, the next ones cuts; then two bytes of length and so many bytes of what the
/// client says; the rest is what the server says. HTTP around them is made here, and the base64 of tokens.
public func fuzzAuthorization(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let step = AuthorizationStep(rawValue: choices.choice() % 9) ?? .token
  let points = choices.cutPoints()
  let length = Int(choices.choice()) << 8 | Int(choices.choice())
  let client = choices.bytes(length)
  let server = choices.remainder
  let whole = AuthorizationTranscript()
  whole.dissect(step.requests(client, server), step.responses(server), cutAt: [])
  let cut = AuthorizationTranscript()
  cut.dissect(step.requests(client, server), step.responses(server), cutAt: points)
  demand(whole.exchanges == cut.exchanges, "how the bytes are cut never changes what is said of credentials")
  for exchange in whole.exchanges { demandBounded(exchange) }
}

private enum AuthorizationStep: UInt8 {
  case token, credential, query, grant, authorization, callback, metadata, registration, mirrored

  func requests(_ client: [UInt8], _ server: [UInt8]) -> [UInt8] {
    let line = client.filter { $0 != 0x0a && $0 != 0x0d }
    let word = line.filter { $0 != 0x20 }
    return switch self {
    case .token:
      head(
        "GET /mcp HTTP/1.1", "Authorization: Bearer ",
        Self.base64(client) + [0x2e] + Self.base64(server) + [0x2e, 0x41])
    case .credential: head("GET /mcp HTTP/1.1", "Authorization: ", line)
    case .query: Array("GET /mcp?".utf8) + word + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    case .grant: message("POST /token HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded", client)
    case .authorization: message("POST /authorize HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded", client)
    case .callback: Array("GET /authorize?response_type=code&".utf8) + word + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    case .metadata:
      head("GET /x HTTP/1.1", "X: ", line) + head("GET /.well-known/oauth-authorization-server HTTP/1.1", "X: ", line)
    case .registration: message("POST /register HTTP/1.1\r\nContent-Type: application/json", client)
    case .mirrored:
      message(
        "POST /mcp HTTP/1.1\r\nContent-Type: application/json\r\nMcp-Method: tools/call\r\nMcp-Param-a: x\r\nMcp-Name: "
          + String(decoding: line, as: UTF8.self), server)
    }
  }

  func responses(_ server: [UInt8]) -> [UInt8] {
    let line = server.filter { $0 != 0x0a && $0 != 0x0d }
    return switch self {
    case .token, .credential, .query, .mirrored: message("HTTP/1.1 202 Accepted", [])
    case .grant, .registration: message("HTTP/1.1 200 OK\r\nContent-Type: application/json", server)
    case .authorization, .callback: head("HTTP/1.1 302 Found\r\nContent-Length: 0", "Location: ", line)
    case .metadata:
      head("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0", "WWW-Authenticate: Bearer ", line)
        + message("HTTP/1.1 200 OK\r\nContent-Type: application/json", server)
    }
  }

  private func head(_ start: String, _ name: String, _ value: [UInt8]) -> [UInt8] {
    Array("\(start)\r\n\(name)".utf8) + value + Array("\r\n\r\n".utf8)
  }

  private func message(_ start: String, _ body: [UInt8]) -> [UInt8] {
    Array("\(start)\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
  }

  /// Without padding, in the alphabet for URLs.
  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0...group.count { text.append(digits[bits >> (18 - 6 * digit) & 63]) }
    }
    return text
  }
}

private func demandBounded(_ exchange: HTTPExchange) {
  func isShort(_ text: UntrustedText?) -> Bool {
    (text?.rawTextForMatchingAndStorage.utf8.count ?? 0) <= 64 * TokenClaims.textBytes
  }
  if let claims = exchange.credential?.token?.claims {
    demand(claims.audiences.count <= TokenClaims.listCount, "a token has no more audiences than the limit allows")
    demand(claims.scopes.count <= TokenClaims.listCount, "a token has no more scopes than the limit allows")
    demand(isShort(claims.subject) && claims.scopes.allSatisfy(isShort), "what a token says of itself is short")
  }
  guard case .grant(let grant) = exchange.oauth else { return }
  demand(grant.requestedScopes.count <= TokenClaims.listCount, "no more scopes are asked for than the limit allows")
  demand(grant.grantedScopes.count <= TokenClaims.listCount, "no more scopes are granted than the limit allows")
}

/// Exchanges as the analysis states them: with the credential of each, and the step of OAuth that it was.
private final class AuthorizationTranscript: ExchangeObserver {
  private(set) var exchanges: [HTTPExchange] = []
  private let oauth = OAuthReader(hasher: SecretHasher(key: [1]))
  private let mcp = MCPDissector(limits: MCPLimits(), hasher: SecretHasher(key: [1]), observer: DeafObserver())

  func dissect(_ requests: [UInt8], _ responses: [UInt8], cutAt points: [UInt8]) {
    let conversation = HTTP1Conversation(
      flow: .fuzzed, isEncrypted: false, isMidstream: false, limits: HTTPLimits(), observer: self)
    for (direction, bytes) in [(Direction.toServer, requests), (.toClient, responses)] {
      for piece in pieces(of: bytes, at: points) {
        guard !conversation.isUpgraded else { break }
        conversation.receive(piece.span.bytes, direction, moment: .fuzzed)
      }
    }
    conversation.finish(.closed, moment: .fuzzed)
    mcp.finish()
  }

  func headReceived(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    oauth.headReceived(side, of: exchange)
    mcp.headReceived(side, of: exchange, moment: moment)
  }

  func bodyReceived(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    oauth.bodyReceived(bytes, side, of: exchange)
    mcp.bodyReceived(bytes, side, of: exchange, moment: moment)
  }

  func bodyGap(length: UInt64?, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    oauth.bodyGap(side, of: exchange)
    mcp.bodyGap(length: length, side, of: exchange, moment: moment)
  }

  func messageEnded(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    mcp.messageEnded(side, of: exchange, moment: moment)
  }

  func exchangeEnded(_ exchange: OpenExchange, moment: Moment) {
    let credential = mcp.credential(of: exchange)
    mcp.exchangeEnded(
      exchange, ending: ExchangeEnding(closedBy: nil, isOneSided: false, hasGap: false), moment: moment)
    var fact = exchange.fact
    fact.credential = credential
    fact.oauth = oauth.step(exchange)
    exchanges.append(fact)
  }

  func upgraded(_ exchange: OpenExchange, moment: Moment) {}
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) {}
}

private final class DeafObserver: MCPObserver {
  func emit(_ event: TrafficEvent) {}
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) {}
}
