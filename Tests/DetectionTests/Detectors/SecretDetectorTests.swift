import Detection
import Testing
import TrafficForge
import TrafficModel

@Suite struct SecretDetectorTests {
  // Put together at run time, so that no scanner takes this file for a leak.
  static let secrets: [String] = [
    "AKIA" + "Q3EGRTX7LNB2WDCZ", "ghp_" + "a8F3kQ9zLmP2xYw7RtV5bNc1DeG4hJ6sUo0i", "glpat-" + "x7Kq2mZp9LwRt4VbNc1D",
    "AIza" + "SyD3kQ9zLmP2xYw7RtV5bNc1DeG4hJ6sUo0", "npm_" + "a8F3kQ9zLmP2xYw7RtV5bNc1DeG4hJ6sUo0i",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
  ]

  func call(_ text: String, server: String = "203.0.113.9") -> TrafficEvent {
    .toolCall(
      Example.call(
        arguments: "{\"note\":\"key \(text) end\"}", result: "{\"text\":\"\(text)\"}",
        flow: Example.flow(server: server)))
  }

  @Test("credentials of known issuers", arguments: secrets)
  func found(secret: String) {
    #expect(claims(SecretInArgumentsDetector(), [call(secret)]).map(\.severity) == [.high])
    #expect(claims(SecretInResultDetector(), [call(secret)]).map(\.severity) == [.medium])
  }

  @Test(
    "no credentials",
    arguments: [
      "AKIA" + "IOSFODNN7EXAMPLE", "ghp_" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sk-learn is a library", "AKIA",
      "-----BEGIN CERTIFICATE-----", "task_sk-" + "1", "risk_live_", "YOUR_ghp_token",
    ])
  func silent(text: String) {
    #expect(claims(SecretInArgumentsDetector(), [call(text)]).isEmpty)
  }

  @Test func behindALineBreakItIsStillOne() {
    #expect(claims(SecretInArgumentsDetector(), [call("line\\n" + Self.secrets[0])]).count == 1)
  }

  @Test func withinTheSiteItIsLessSevere() {
    #expect(
      claims(SecretInArgumentsDetector(), [call(Self.secrets[0], server: "10.0.0.9")]).map(\.severity) == [.medium])
  }

  @Test("no finding tells the secret", arguments: secrets.dropLast())
  func hidden(secret: String) throws {
    let finding = try #require(claims(SecretInArgumentsDetector(), [call(secret)]).first)
    let shown = finding.title.parts + finding.explanation.parts
    for part in shown {
      switch part {
      case .own(let text): #expect(!text.contains(secret.dropFirst(6)))
      case .peer(let text): #expect(!text.rawTextForMatchingAndStorage.contains(secret.dropFirst(6)))
      }
    }
  }

  @Test func encodedDataInManySmallCallsAddsUp() {
    var generator = SeededGenerator(seed: 3)
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    func body(_ count: Int) -> String {
      String(decoding: (0..<count).map { _ in letters.randomElement(using: &generator) ?? 65 }, as: UTF8.self)
    }
    let calls = (0..<10).map { Example.call(at: Double($0) * 3_600, arguments: "{\"log\":\"\(body(40_000))\"}") }
    #expect(claims(SlowDripDetector(), calls.prefix(4).map { .toolCall($0) }).isEmpty)
    #expect(claims(SlowDripDetector(), calls.map { .toolCall($0) }).first?.severity == .medium)
  }

  @Test func proseInManyCallsIsNoDrip() {
    let prose = String(repeating: "The heron waits. ", count: 3_000)
    let calls = (0..<20).map { Example.call(at: Double($0), arguments: "{\"log\":\"\(prose)\"}") }
    #expect(claims(SlowDripDetector(), calls.map { .toolCall($0) }).isEmpty)
  }
}
