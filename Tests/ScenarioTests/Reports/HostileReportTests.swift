import Foundation
import Testing
import TrafficForge
import TrafficModel

/// Whatever peers call themselves and their tools, a report tells it and does not become it.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"))
struct HostileReportTests {
  /// Markup, style, escape sequences, direction overrides, a null byte, and what ends strings, cells and attributes.
  private static let hostile =
    #"<script>alert(1)</script><svg onload="alert(2)"><img src=x onerror=alert(3)></style><style>*{display:none}</style>"#
    + "\u{1b}[31;1m\u{1b}]0;owned\u{07}\u{202e}gnp.exe\u{2066}\u{0}\"'`|\n# [x](javascript:alert(4))\r\n---\n=cmd|' /C calc'!A0"

  /// A store of it, made once: what is asked of it changes nothing.
  private struct Trial {
    let folder: TemporaryFolder
    let read: Tool.Result
    var store: String { folder.url.appendingPathComponent("egret.db").path }

    init() throws {
      folder = try TemporaryFolder()
      let file = folder.url.appendingPathComponent("<script>alert(5)\u{202e}.pcap")
      try Data(HostileReportTests.capture(HostileReportTests.hostile).capture()).write(to: file)
      read = try #require(Tool.egret).run(
        ["analyze", file.path, "--store", folder.url.appendingPathComponent("egret.db").path],
        environment: ["XDG_STATE_HOME": folder.url.path])
    }

    func ask(_ words: [String]) throws -> String {
      let result = try #require(Tool.egret).run(
        words + ["--store", store], environment: ["XDG_STATE_HOME": folder.url.path])
      #expect(result.status == 0, "\(result.errors)")
      return result.output
    }
  }

  // Safe: nothing of it changes.
  private nonisolated(unsafe) static let trial = Result { try Trial() }

  /// A session in which every text that a peer chooses is `text`, and a tool whose name is longer than a page.
  private static func capture(_ text: String) -> TrafficForge {
    let value = JSONText.string(text)
    let implementation: JSONText = .object([("name", value), ("version", value), ("title", value)])
    var wire = TrafficForge(client: "10.20.30.13", server: "198.51.100.7:8080")
    let header = String(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0x7f }.map(Character.init))
    let headers = [("host", header), ("user-agent", header), ("authorization", "Bearer \(header)")]
    wire.handshake()
    wire.client.posts(
      "/mcp?x=<script>",
      json: .request(
        id: 1, "initialize",
        params: .object([("protocolVersion", value), ("capabilities", "{}"), ("clientInfo", implementation)])),
      headers: headers)
    wire.server.responds(
      json: .result(
        id: 1,
        .object([
          ("protocolVersion", value), ("capabilities", "{}"), ("serverInfo", implementation), ("instructions", value),
        ])))
    let schema: JSONText = .object([
      ("type", "\"object\""), ("properties", .object([(text, .object([("description", value)]))])),
    ])
    // Written as it is: to look for what must be escaped in a million letters takes its time.
    let long = JSONText("\"" + String(repeating: "A", count: 1 << 20) + "<b>\"")
    for round in 0..<2 {
      let description = JSONText.string(text + String(repeating: " more", count: round))
      let tools: [JSONText] = [value, long].map { name in
        .object([("name", name), ("title", value), ("description", description), ("inputSchema", schema)])
      }
      wire.client.posts(json: .toolsList(id: .number(10 + round)), headers: headers)
      wire.server.responds(json: .result(id: .number(10 + round), .object([("tools", .array(tools))])))
    }
    wire.client.posts(
      json: .toolsCall(id: .text(text), text, arguments: .object([(text, value)])), headers: headers)
    wire.server.responds(json: .result(id: .text(text), text: text, isError: true))
    wire.client.posts(json: .request(id: 21, "tools/call", params: .object([("name", long)])), headers: headers)
    wire.server.responds(json: .error(id: 21, code: -32_000, text))
    wire.client.posts(json: .request(id: 22, text, params: .object([(text, value)])), headers: headers)
    wire.server.responds(json: .error(id: 22, code: -32_601, text))
    wire.closes()
    return wire
  }

  private func report(_ format: String) throws -> String {
    try Self.trial.get().ask(["report", "--format", format, "--quiet"])
  }

  /// Characters that steer a terminal, a reader's direction, or a parser.
  private func steering(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      (scalar.value < 0x20 && scalar.value != 0x0a) || scalar.value == 0x7f || (0x80...0x9f).contains(scalar.value)
        || (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
  }

  @Test("a page holds no markup of peers, and is no longer for a name of a million letters")
  func page() throws {
    let page = try report("html")
    #expect(steering(page).isEmpty)
    #expect(page.utf8.count < 200_000)
    for tag in [
      "<script", "<img", "<svg onload", "onerror=\"", "javascript:alert(4)\"", "</style><style>", "href=\"javascript",
    ] {
      #expect(!page.contains(tag), "\(tag)")
    }
    #expect(page.contains("&lt;script&gt;alert(1)"))
    // One style sheet of our own, and every tag one that we write.
    #expect(page.split(separator: "<style").count == 2)
  }

  @Test func markdown() throws {
    let page = try report("md")
    #expect(steering(page).isEmpty)
    #expect(page.utf8.count < 200_000)
    // What a backslash stands before is a letter to Markdown.
    for line in page.replacing("\\<", with: "").replacing("\\]", with: "").split(separator: "\n") {
      #expect(!line.contains("<script") && !line.contains("<img"), "\(line.prefix(200))")
      #expect(!line.contains("](javascript"), "\(line.prefix(200))")
      #expect(!line.hasPrefix("=cmd") && !line.hasPrefix("# [x]"), "\(line.prefix(200))")
    }
  }

  @Test(arguments: ["json", "sarif", "stix"])
  func formatsForPrograms(format: String) throws {
    let text = try report(format)
    #expect(steering(text).isEmpty)
    #expect(text.utf8.count < 1 << 20)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
  }

  @Test(
    "the terminal gets none of it, from any listing", arguments: ["analyze", "calls", "sessions", "tools", "flows"])
  func terminal(command: String) throws {
    let trial = try Self.trial.get()
    #expect(trial.read.status == 0)
    let shown = command == "analyze" ? trial.read.output + trial.read.errors : try trial.ask([command])
    #expect(steering(shown).isEmpty)
    #expect(!shown.isEmpty && shown.utf8.count < 100_000)
  }
}
