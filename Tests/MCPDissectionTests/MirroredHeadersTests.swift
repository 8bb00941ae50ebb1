import HTTPDissection
import Testing
import TrafficModel

@testable import MCPDissection

@Suite struct MirroredHeadersTests {
  private static let body =
    #"{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"naïve tool","arguments":{"user_region":"north","days":3},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#

  private func verdict(_ fields: [(String, String)]) throws -> RoutingHeaders {
    var headers = HeaderBlock()
    for (name, value) in fields { headers.append(name: Array(name.utf8), value: Array(value.utf8)) }
    let head = RequestHead(method: "POST", target: Array("/mcp".utf8), scheme: nil, authority: nil, headers: headers)
    return MirroredHeaders.check(RequestTraits(head), headers, try #require(scan(Self.body).first))
  }

  @Test func encodedAndPlainNamesAgreeWithTheBody() throws {
    let method = ("mcp-method", "tools/call")
    let version = ("mcp-protocol-version", "2026-07-28")
    #expect(try verdict([method, version, ("mcp-name", "=?base64?bmHDr3ZlIHRvb2w=?=")]) == .agree)
    #expect(try verdict([method, version, ("mcp-name", "naïve tool")]) == .agree)
    let parameters = [("mcp-param-user-region", "north"), ("mcp-param-days", "3"), ("mcp-param-other", "x")]
    #expect(try verdict([method, version, ("mcp-name", "naïve tool")] + parameters) == .agree)
  }

  @Test(
    "what differs is told",
    arguments: [
      [("mcp-method", "tools/list"), ("mcp-name", "naïve tool")],
      [("mcp-method", "tools/call"), ("mcp-name", "other")],
      [("mcp-method", "tools/call"), ("mcp-name", "naïve tool"), ("mcp-protocol-version", "2025-11-25")],
      [("mcp-method", "tools/call"), ("mcp-name", "naïve tool"), ("Mcp-Param-User-Region", "south")],
      [("mcp-method", "tools/call"), ("mcp-name", "naïve tool"), ("mcp-param-days", "4")],
      [("mcp-method", "tools/call"), ("mcp-method", "tools/list"), ("mcp-name", "naïve tool")],
    ])
  func difference(fields: [(String, String)]) throws { #expect(try verdict(fields) == .differ) }

  @Test(arguments: [[("x", "y")], [("mcp-method", "tools/call")]])
  func whatIsMissingIsTold(fields: [(String, String)]) throws { #expect(try verdict(fields) == .missing) }
}
