import EvidenceStore
import Foundation
import SchemaValidation
import Testing
import TrafficModel

/// No planted secret in any record of any kind, wherever a peer can put text.
@Suite struct RecordRedactionTests {
  /// Every field that holds values, filled with `secret`.
  static func events(planting secret: String) -> [TrafficEvent] {
    let text = UntrustedText("see \(secret) here")
    let encoded = (try? JSONEncoder().encode(["content": "see \(secret) here", "password": secret])) ?? Data()
    let json = Example.json(Array(encoded))
    var call = Example.call()
    call.arguments = json
    call.result = json
    call.errorMessage = text
    var message = Example.message()
    message.params = json
    message.result = json
    message.errorMessage = text
    var definition = Example.definition()
    definition.description = text
    definition.title = text
    definition.definition = json
    var session = Example.mcpSession()
    session.instructions = text
    return [.toolCall(call), .message(message), .toolDefinition(definition), .session(session)]
  }

  @Test("secrets with a shape of their own", arguments: Planted.vendorTokens + [Planted.token])
  func shapedSecrets(secret: String) {
    for policy in [RedactionPolicy.none, .keys, .redacted] {
      #expect(!records(Self.events(planting: secret), redaction: policy).contains(secret))
    }
  }

  @Test("names and headers", arguments: Planted.vendorTokens)
  func secretsInNames(secret: String) {
    var call = Example.call(tool: secret)
    call.session.client = Implementation(name: UntrustedText(secret), version: UntrustedText(secret), title: nil)
    call.session.authority = UntrustedText(secret)
    call.requestID = .string(UntrustedText(secret))
    var exchange = Example.exchange(target: "/\(secret)/mcp?x=\(secret)")
    exchange.request.headers.append(name: "mcp-name".utf8, value: secret.utf8)
    exchange.host = UntrustedText(secret)
    #expect(!records([.toolCall(call), .http(exchange)]).contains(secret))
  }

  @Test("no bearer token and no session id, whatever the policy", arguments: RedactionPolicy.allCases)
  func hashesOnly(policy: RedactionPolicy) throws {
    let text = record(.http(Example.exchange()), redaction: policy)
    #expect(!text.contains("planted-bearer"))
    #expect(!text.contains("630fc7210e5741cfa3054f4773ef3ea5"))
    #expect((try members(text)["mcp_session_id"] as? String)?.count == 32)
  }

  @Test func aResultIsShownByABoundedExcerpt() throws {
    var call = Example.call()
    call.result = Example.json(#"{"content":[{"type":"text","text":"\#(String(repeating: "heron ", count: 500))"}]}"#)
    let object = try members(record(.toolCall(call)))
    let excerpt = try #require(object["result_excerpt"] as? String)
    #expect(excerpt.hasPrefix(#"{"content":[{"type":"text","text":"heron heron"#))
    #expect(excerpt.utf8.count <= RecordLimits.resultExcerptBytes + 16)
    #expect(object["result"] == nil)
    #expect(object["result_bytes"] as? Int == 3039)
  }

  @Test func whatAPersonTypedIsShownByItsShapeAlone() throws {
    var message = Example.message(method: "elicitation/create")
    message.result = Example.json(#"{"action":"accept","content":{"nickname":"ada"}}"#)
    let excerpt = try members(record(.message(message)))["result_excerpt"] as? String
    #expect(excerpt == #"{"action":"<string 6>","content":{"nickname":"<string 3>"}}"#)
  }

  @Test func aDefinitionKeepsTheDescriptionOfAParameterCalledToken() throws {
    let schema =
      #"{"inputSchema":{"properties":{"token":{"type":"string","description":"A token.","default":"hunter2"},"#
      + #""config":{"default":{"password":"hunter3"},"examples":[{"x":"y"}]}}}}"#
    let text = record(.toolDefinition(Example.definition(definition: schema)))
    #expect(text.contains(#""token":{"type":"string","description":"A token.","default":"<redacted value 7 "#))
    #expect(!text.contains("hunter2") && !text.contains("hunter3"))
    #expect(text.contains(#""examples":[{"x":"y"}]"#))
  }

  @Test func proseAboutPasswordsIsNotMasked() {
    var definition = Example.definition()
    definition.description = UntrustedText("Resets the password: required. Bearer authentication is used.")
    #expect(
      record(.toolDefinition(definition)).contains("Resets the password: required. Bearer authentication is used."))
  }
}
