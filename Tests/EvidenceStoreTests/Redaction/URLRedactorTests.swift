import EvidenceStore
import SchemaValidation
import Testing
import TrafficModel

@Suite struct URLRedactorTests {
  private func url(_ target: String) throws -> String {
    try #require(try members(record(.http(Example.exchange(target: target))))["url"] as? String)
  }

  @Test(
    "targets without secrets stay as they are",
    arguments: [
      "/mcp", "/", "*", "/search?q=herons&page=2", "/a?b", "/a?b=&c", "/a?", "http://mcp.example/x?y=1", "/a%20b?c=%2F",
      "/api/v1/users/42", "/?&&",
    ])
  func harmless(target: String) throws {
    #expect(try url(target) == target)
  }

  @Test(
    "values of names that announce a secret are masked",
    arguments: [
      "session_id", "sessionId", "token", "code", "key", "access_token", "ACCESS_TOKEN", "api-key", "sig", "state",
      "X-Amz-Signature", "%73ession_id", "client_secret",
    ])
  func sensitiveNames(name: String) throws {
    let output = try url("/messages/?a=1&\(name)=abc123&b=2")
    #expect(!output.contains("abc123"))
    #expect(output.hasPrefix("/messages/?a=1&\(name)=<redacted value 6 "))
    #expect(output.hasSuffix("&b=2"))
  }

  @Test("secret shapes are masked in paths and values", arguments: Planted.vendorTokens + [Planted.token])
  func shapes(secret: String) throws {
    #expect(!(try url("/s/\(secret)/mcp").contains(secret)))
    #expect(!(try url("/mcp?x=\(secret)&y=1").contains(secret)))
    #expect(!(try url("/mcp?\(secret)").contains(secret)))
    let hidden = secret.utf8.map { "%" + String($0, radix: 16) }.joined()
    #expect(try url("/mcp?x=\(hidden)").hasPrefix("/mcp?x=<redacted "))
  }

  @Test func aLongTargetIsCutAndItsTailHidden() throws {
    let output = try url("/mcp?q=" + String(repeating: "a ", count: 5000) + "&token=abc123")
    #expect(output.utf8.count < RecordLimits.urlBytes + 64)
    #expect(output.hasSuffix("…"))
    #expect(!output.contains("abc123"))
  }
}
