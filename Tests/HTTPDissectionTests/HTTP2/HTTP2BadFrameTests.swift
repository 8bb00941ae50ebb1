import HTTPDissection
import Testing
import TrafficModel

@Suite struct HTTP2BadFrameTests {
  static let after = [H2Forge.headers(9, H2Forge.post()), H2Forge.data(9, "x", end: true)]

  @Test(
    "a frame that breaks the rules is told and skipped",
    arguments: [
      H2Forge.frame(0, stream: 0, [1]),  // DATA without a stream
      H2Forge.frame(0, flags: 8, stream: 1, [5, 1, 2]),  // more padding than payload
      H2Forge.frame(0, flags: 8, stream: 1, []),  // no room for the pad length
      H2Forge.frame(2, stream: 1, [0]),  // short PRIORITY
      H2Forge.frame(3, stream: 1, [0, 0, 0]),  // short RST_STREAM
      H2Forge.frame(4, [0, 1, 2]),  // SETTINGS of no whole parameter
      H2Forge.frame(4, flags: 1, [0, 1, 0, 0, 0, 0]),  // acknowledgement with parameters
      H2Forge.frame(6, [0]),  // short PING
      H2Forge.frame(7, [0, 0, 0, 0]),  // short GOAWAY
      H2Forge.frame(8, [0]),  // short WINDOW_UPDATE
      H2Forge.data(7, "body without a head"),
      H2Forge.headers(2, H2Forge.post()),  // clients open odd streams
    ])
  func unsoundFrames(frame: [UInt8]) {
    let dialogue = H2Dialogue()
    dialogue.client(frame)
    #expect(dialogue.transcript.anomalies == [.h2BadFrame])
    Self.after.forEach { dialogue.client($0) }
    #expect(dialogue.transcript.lines.suffix(2) == ["head 9 request", "end 9 request complete 1/1"])
  }

  @Test(
    "a broken part of a header block costs the table, and no more",
    arguments: [
      H2Forge.continuation(1, [0x82]),  // continues nothing
      H2Forge.frame(1, flags: 0x2c, stream: 1, [0, 0]),  // no room for the priority
      H2Forge.frame(5, flags: 4, stream: 1, [0, 0, 0, 2, 0x82]),  // a client that promises
      H2Forge.headers(1, [0x82], endHeaders: false) + H2Forge.ping(),  // interrupted
    ])
  func brokenBlocks(frame: [UInt8]) {
    let dialogue = H2Dialogue()
    dialogue.client(frame)
    #expect(dialogue.transcript.anomalies == [.h2BadFrame, .h2HeaderStateLost])
    dialogue.client(H2Forge.headers(9, [0x83, 0xbe] + H2Forge.block([("a", "b")]), end: true))
    #expect(dialogue.transcript.heads["9"]?.method == "POST")
    #expect(dialogue.transcript.heads["9"]?.headers.count == 1)
  }

  @Test func aBlockThatDoesNotDecodeTellsWhatItCould() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, [0x83, 0xfe]))
    #expect(dialogue.transcript.anomalies == [.h2BadHeaderCompression, .h2HeaderStateLost])
    #expect(dialogue.transcript.heads["1"]?.method == "POST")
  }

  @Test(
    "fields that bend the rules are told and kept",
    arguments: [
      ("Upper", "x"), ("transfer-encoding", "chunked"), ("connection", "close"), ("a", "b\r\nc: d"), ("a", "b\u{0}"),
      ("a b", "c"), (":unknown", "x"), (":method", "GET"), ("content-length", "1x"), ("", "x"), ("a", " b"),
    ])
  func malformedFields(name: String, value: String) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post([(name, value)]), end: true))
    #expect(dialogue.transcript.anomalies == [.badHeader])
    #expect(dialogue.transcript.heads["1"]?.method == "POST")
    #expect(dialogue.transcript.heads["1"]?.headers.count == (name == ":method" ? 0 : 1))
  }

  @Test func dataAfterTheEndIsTold() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true), H2Forge.data(1, "more"))
    #expect(dialogue.transcript.anomalies == [.h2BadFrame])
    #expect(dialogue.transcript.body(1, .request).isEmpty)
  }

  @Test func aSecondHeadIsTold() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post()), H2Forge.headers(1, H2Forge.post()))
    #expect(dialogue.transcript.anomalies == [.h2BadFrame])
  }

  @Test("frames larger than allowed are told once", arguments: [(16_384, 0), (16_385, 1)])
  func oversizedFrames(length: Int, told: Int) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post()))
    let payload = [UInt8](repeating: 0x61, count: length)
    dialogue.client(H2Forge.data(1, payload), H2Forge.data(1, payload, end: true))
    #expect(dialogue.transcript.anomalies == Array(repeating: .h2BadFrame, count: told))
    #expect(dialogue.transcript.lines.last == "end 1 request complete \(2 * length)/\(2 * length)")
  }

  @Test func settingsAllowLargerFrames() {
    let dialogue = H2Dialogue()
    dialogue.server(H2Forge.settings([(5, 65_536)]))
    dialogue.client(H2Forge.headers(1, H2Forge.post()), H2Forge.data(1, [UInt8](repeating: 0, count: 65_536)))
    #expect(dialogue.transcript.anomalies.isEmpty)
  }

  @Test("a header table larger than announced", arguments: [(4_096, true), (8_192, false)])
  func headerTableSetting(announced: UInt32, told: Bool) {
    let dialogue = H2Dialogue()
    dialogue.server(H2Forge.settings([(1, announced)]))
    let block = H2Forge.integer(8_192, prefixBits: 5, 0x20) + H2Forge.block(H2Forge.post())
    dialogue.client(H2Forge.headers(1, block, end: true))
    #expect(dialogue.transcript.anomalies == (told ? [.h2BadHeaderCompression] : []))
    #expect(dialogue.transcript.heads["1"]?.method == "POST")
  }
}
