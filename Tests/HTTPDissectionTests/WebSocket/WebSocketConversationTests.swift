import ByteParsing
import HTTPDissection
import Testing
import TrafficForge
import TrafficModel

@Suite struct WebSocketConversationTests {
  static let mask: [UInt8] = [0x37, 0xfa, 0x21, 0x3d]

  static func read(
    _ direction: Direction, _ pieces: [[UInt8]], gap: UInt64 = 0, deflate: WebSocketDeflate? = nil,
    limits: HTTPLimits = HTTPLimits()
  ) -> WebSocketTranscript {
    let transcript = WebSocketTranscript()
    let conversation = WebSocketConversation(flow: .example, deflate: deflate, limits: limits, observer: transcript)
    for (index, piece) in pieces.enumerated() {
      if index > 0 { conversation.gap(length: gap, direction, moment: .example(0)) }
      conversation.receive(piece.span.bytes, direction, moment: .example(0))
    }
    conversation.finish(.closed, moment: .example(0))
    return transcript
  }

  /// RFC 6455 §5.7.
  @Test func examplesOfTheStandard() {
    let masked: [UInt8] = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]
    #expect(Self.read(.toServer, [masked]).entries.map(\.text) == ["Hello"])
    let fragments: [UInt8] = [0x01, 0x03, 0x48, 0x65, 0x6c, 0x80, 0x02, 0x6c, 0x6f]
    #expect(Self.read(.toClient, [fragments]).entries.map(\.text) == ["Hello"])
    #expect(Self.read(.toClient, [[0x89, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]]).controls == ["ping Hello"])
  }

  /// RFC 7692 §7.2.3: one message, one with a shared window, one without compression, one in a final block.
  @Test func examplesOfCompression() {
    let first: [UInt8] = [0xc1, 0x07, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]
    let shared: [UInt8] = [0xc1, 0x05, 0xf2, 0x00, 0x11, 0x00, 0x00]
    let stored: [UInt8] = [0xc1, 0x0b, 0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00]
    let final: [UInt8] = [0xc1, 0x08, 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00]
    let transcript = Self.read(.toClient, [first + shared + stored + final + first], deflate: WebSocketDeflate())
    #expect(transcript.entries.map(\.text) == ["Hello", "Hello", "Hello", "Hello", "Hello"])
    #expect(transcript.anomalies.isEmpty)
  }

  static let dialogue: [UInt8] =
    Frame.text("{\"jsonrpc\":\"2.0\"}", mask: mask) + Frame.make(9, Array("are you there".utf8), mask: mask)
    + Frame.make(1, Array("frag".utf8), final: false, mask: [1, 2, 3, 4])
    + Frame.make(10, [], mask: mask) + Frame.make(0, Array("ment".utf8), final: false, mask: [9, 8, 7, 6])
    + Frame.make(0, [], mask: mask) + Frame.make(2, [UInt8](repeating: 0x5a, count: 300), mask: mask)
    + Frame.make(8, [0x03, 0xe8], mask: mask)

  @Test("how bytes are cut never changes the messages", arguments: 0...dialogue.count)
  func cutInvariance(cut: Int) {
    let whole = Self.read(.toServer, [Self.dialogue])
    let pieces = Self.read(.toServer, [Array(Self.dialogue[..<cut]), Array(Self.dialogue[cut...])])
    #expect(pieces.entries == whole.entries)
    #expect(pieces.controls == whole.controls)
    #expect(whole.entries.map(\.message.isText) == [true, true, false])
    #expect(whole.entries.map(\.payload.count) == [17, 8, 300])
    #expect(whole.anomalies.isEmpty)
  }

  @Test func byteByByteIsTheSame() {
    let pieces = Self.read(.toServer, Self.dialogue.map { [$0] })
    #expect(pieces.entries == Self.read(.toServer, [Self.dialogue]).entries)
  }

  @Test("every length form", arguments: [0, 125, 126, 65_535, 65_536, 100_001])
  func lengths(count: Int) {
    let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let transcript = Self.read(.toServer, [Frame.make(2, payload, mask: Self.mask) + Frame.text("x", mask: Self.mask)])
    #expect(transcript.entries.map(\.payload) == [payload, [0x78]])
    #expect(transcript.entries[0].message.payloadBytes == UInt64(count))
  }

  @Test("context takeover and its absence", arguments: [true, false])
  func contextTakeover(resets: Bool) {
    var agreed = WebSocketDeflate()
    agreed.serverResetsContext = resets
    var shared = Deflater()
    let texts = ["{\"method\":\"tools/list\"}", "{\"method\":\"tools/call\"}", ""]
    var frames: [UInt8] = []
    for text in texts {
      var fresh = Deflater()
      let payload = resets ? fresh.message(Array(text.utf8)) : shared.message(Array(text.utf8))
      frames += Frame.make(1, payload, compressed: true)
    }
    let transcript = Self.read(.toClient, frames.map { [$0] }, deflate: agreed)
    #expect(transcript.entries.map(\.text) == texts)
    #expect(transcript.anomalies.isEmpty)
  }

  @Test(
    "what is no frame makes the direction opaque",
    arguments: [
      [0x83, 0x00], [0xa1, 0x00], [0xc1, 0x01, 0x00], [0x09, 0x00], [0x89, 0x7e, 0x00, 0x80], [0x80, 0x00],
      [0x01, 0x01, 0x61, 0x81, 0x01, 0x62], [0x81, 0x7f, 0x80, 0, 0, 0, 0, 0, 0, 0],
    ] as [[UInt8]])
  func badFrames(bytes: [UInt8]) {
    let transcript = Self.read(.toClient, [bytes + Frame.text("later")])
    #expect(transcript.opaque == [.toClient])
    #expect(transcript.anomalies == [.webSocketBadFrame])
    #expect(!transcript.entries.contains { $0.text == "later" })
  }

  @Test("a mask on the wrong side is raised once and read", arguments: [Direction.toServer, .toClient])
  func oddMask(direction: Direction) {
    let mask = direction == .toServer ? nil : Self.mask
    let transcript = Self.read(direction, [Frame.text("a", mask: mask) + Frame.text("b", mask: mask)])
    #expect(transcript.entries.map(\.text) == ["a", "b"])
    #expect(transcript.anomalies == [.webSocketBadFrame])
  }

  @Test func aGapInsideAPayloadIsBridged() {
    let frame = Frame.text("0123456789", mask: Self.mask)
    let transcript = Self.read(
      .toServer, [Array(frame[..<9]), Array(frame[12...]) + Frame.text("next", mask: Self.mask)], gap: 3)
    #expect(transcript.entries.map(\.text) == ["0126789", "next"])
    #expect(transcript.entries.map(\.message.completeness) == [.gap, .complete])
    #expect(transcript.entries[0].message.gapBytes == 3)
    #expect(transcript.opaque.isEmpty)
  }

  @Test func aGapOverAFrameHeaderMakesTheDirectionOpaque() {
    let frame = Frame.text("0123456789", mask: Self.mask)
    let transcript = Self.read(.toServer, [Array(frame[..<9]), frame], gap: 90)
    #expect(transcript.opaque == [.toServer])
    #expect(transcript.entries.map(\.message.completeness) == [.gap])
  }

  @Test("after a gap, compressed messages need a fresh context", arguments: [true, false])
  func gapInCompression(resets: Bool) {
    var agreed = WebSocketDeflate()
    agreed.serverResetsContext = resets
    var deflater = Deflater()
    let first = Frame.make(1, deflater.message(Array("first message".utf8)), compressed: true)
    var fresh = Deflater()
    let payload = resets ? fresh.message(Array("second".utf8)) : deflater.message(Array("second".utf8))
    let second = Frame.make(1, payload, compressed: true)
    let transcript = Self.read(
      .toClient, [Array(first[..<5]), Array(first[8...]) + second], gap: 3, deflate: agreed)
    #expect(transcript.entries.map(\.message.completeness) == [.gap, resets ? .complete : .gap])
    #expect(transcript.entries[1].text == (resets ? "second" : ""))
    #expect(transcript.anomalies.isEmpty)
  }

  @Test("the message limit", arguments: [(1_000, false), (1_001, true)], [true, false])
  func messageLimit(length: (Int, Bool), isCompressed: Bool) {
    var limits = HTTPLimits()
    limits.webSocketMessage = 1_000
    let bytes = [UInt8](repeating: 0x61, count: length.0)
    var deflater = Deflater()
    let payload = isCompressed ? deflater.message(bytes) : bytes
    let frames = Frame.make(1, payload, compressed: isCompressed) + Frame.text("next")
    let transcript = Self.read(.toClient, [frames], deflate: WebSocketDeflate(), limits: limits)
    #expect(transcript.anomalies == (length.1 ? [.webSocketLimit] : []))
    #expect(transcript.entries.map(\.message.completeness) == [length.1 ? .gap : .complete, .complete])
    #expect(transcript.entries[1].text == "next")
  }

  @Test func whatIsUnfinishedIsTruncated() {
    let transcript = Self.read(.toClient, [Array(Frame.text("0123456789").dropLast(2))])
    #expect(transcript.entries.map(\.message.completeness) == [.truncated])
    #expect(transcript.entries.map(\.text) == ["01234567"])
  }

  @Test(arguments: [
    ("permessage-deflate", true, false), ("Permessage-Deflate; client_max_window_bits=10", true, false),
    ("x, permessage-deflate;server_no_context_takeover", true, true), ("x-webkit-deflate-frame", false, false),
  ])
  func negotiation(value: String, isAgreed: Bool, serverResets: Bool) {
    var headers = HeaderBlock()
    headers.append(name: "Sec-WebSocket-Extensions".utf8, value: value.utf8)
    let agreed = WebSocketDeflate(response: headers)
    #expect((agreed != nil) == isAgreed)
    #expect((agreed?.serverResetsContext ?? false) == serverResets)
  }

  @Test("damaged bytes never trap, and cuts do not matter to them either", arguments: UInt64(1)...300)
  func damage(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var deflater = Deflater()
    var bytes = Self.dialogue
    for text in ["one", "two", "three"] {
      bytes += Frame.make(1, deflater.message(Array(text.utf8)), compressed: true, mask: Self.mask)
    }
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    var limits = HTTPLimits()
    limits.webSocketMessage = 200
    let whole = Self.read(.toServer, [bytes], deflate: WebSocketDeflate(), limits: limits)
    let single = Self.read(.toServer, bytes.map { [$0] }, deflate: WebSocketDeflate(), limits: limits)
    #expect(single.entries.map(\.message) == whole.entries.map(\.message))
    #expect(single.controls == whole.controls)
    #expect(single.anomalies == whole.anomalies)
    let gap = UInt64.random(in: 1...400, using: &generator)
    let cut = Int.random(in: 0...bytes.count, using: &generator)
    let gapped = Self.read(
      .toServer, [Array(bytes[..<cut]), Array(bytes[cut...])], gap: gap, deflate: WebSocketDeflate(), limits: limits)
    #expect(gapped.entries.allSatisfy { $0.message.completeness != .open })
  }
}
