import HTTPDissection
import Testing
import TrafficModel

@Suite struct HTTP2UpgradeTests {
  @Test func theAnswerToTheUpgradedRequestComesOnStreamOne() {
    let exchange = OpenExchange(flow: H2Dialogue.flow, streamID: 4, version: .http11, isEncrypted: false)
    let dialogue = H2Dialogue(continuing: exchange)
    dialogue.server(H2Forge.serverStart, H2Forge.headers(1, H2Forge.ok()), H2Forge.data(1, "x", end: true))
    dialogue.client(H2Forge.clientStart, H2Forge.headers(3, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(3, H2Forge.ok(), end: true))
    #expect(
      dialogue.transcript.lines.filter { $0.hasPrefix("end") || $0.hasPrefix("head") } == [
        "head 4 response", "end 4 response complete 1/1", "head 3 request", "end 3 request complete 0/0",
        "head 3 response", "end 3 response complete 0/0",
      ])
    #expect(dialogue.transcript.facts.map(\.streamID) == [4, 3])
    #expect(exchange.responseHead?.status == 200)
    #expect(dialogue.transcript.anomalies.isEmpty)
  }

  @Test(
    "HTTP2-Settings is a SETTINGS payload in base64url",
    arguments: [
      ("AAEAACAA", [[1, 8_192] as [UInt64]]), ("AAMAAABkAAQAoAAAAAIAAAAA", [[3, 100], [4, 10_485_760], [2, 0]]),
      ("", []), ("AAEAAC", []), ("AAEA*CAA", []), ("__________8", []), ("________", [[65_535, 4_294_967_295]]),
    ])
  func settingsField(text: String, expected: [[UInt64]]) {
    let parameters = H2UpgradeSettings.parameters(in: ArraySlice(text.utf8))
    #expect(parameters.map { [UInt64($0.id), UInt64($0.value)] } == expected)
  }
}
