import HTTPDissection
import Testing
import TrafficModel

@Suite struct CodedBodyTests {
  static let text = ContentDecoderTests.text
  static let get = Dialogue.Step.client("GET / HTTP/1.1\r\n\r\n")

  static func reply(_ coding: String, _ body: [UInt8]) -> Dialogue.Step {
    .bytes(
      .toClient,
      Array("HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body)
  }

  @Test(arguments: [
    ("gzip", Compression.gzip(text)), ("X-GZIP", Compression.gzip(text)), ("deflate", Compression.zlib(text)),
    ("deflate", Compression.rawDeflate(text)), ("br", ContentDecoderTests.brotli), ("zstd", Compression.zstd(text)),
    ("gzip, zstd", Compression.zstd(Compression.gzip(text))), ("identity", text),
    ("identity,gzip", Compression.gzip(text)),
  ])
  func codedBodiesAreDecodedAndBothSizesAreKnown(coding: String, body: [UInt8]) {
    let transcript = Dialogue(Self.get, Self.reply(coding, body)).cut(every: 9).run()
    #expect(transcript.entries[0].responseBody == Self.text)
    #expect(transcript.entries[0].fact.response.bodyWireBytes == UInt64(body.count))
    #expect(transcript.entries[0].fact.response.bodyBytes == UInt64(Self.text.count))
    #expect(transcript.anomalies.isEmpty)
  }

  @Test(arguments: ["compress", "gzip;q=1", "gzip, gzip, gzip, gzip, gzip", "dcb"])
  func aCodingThatCannotBeUndoneIsCountedAndRaised(coding: String) {
    let transcript = Dialogue(Self.get, Self.reply(coding, Self.text)).run()
    #expect(transcript.entries[0].responseBody.isEmpty)
    #expect(transcript.entries[0].fact.response.bodyWireBytes == UInt64(Self.text.count))
    #expect(transcript.anomalies == [.badContentCoding])
  }

  @Test func fourCodingsAreWithinTheLimit() {
    let body = (0..<4).reduce(Self.text) { bytes, _ in Compression.gzip(bytes) }
    let transcript = Dialogue(Self.get, Self.reply("gzip, gzip, gzip, gzip", body)).run()
    #expect(transcript.entries[0].responseBody == Self.text)
  }

  @Test func anEmptyCodedBodyIsNoAnomaly() {
    #expect(Dialogue(Self.get, Self.reply("gzip", [])).run().anomalies.isEmpty)
  }

  @Test func aCodedStreamThatEndsEarlyIsRaisedAndKept() {
    let body = Array(Compression.gzip(Self.text).dropLast(12))
    let transcript = Dialogue(Self.get, Self.reply("gzip", body)).run()
    #expect(Self.text.starts(with: transcript.entries[0].responseBody))
    #expect(transcript.anomalies == [.badContentCoding])
  }

  @Test func aBombKeepsItsWireSize() {
    var dialogue = Dialogue(Self.get, Self.reply("gzip", Compression.gzip([UInt8](repeating: 0, count: 1 << 20))))
    dialogue.limits.decodedBody = 1 << 16
    let transcript = dialogue.run()
    let coded = Compression.gzip([UInt8](repeating: 0, count: 1 << 20))
    #expect(transcript.entries[0].fact.response.bodyWireBytes == UInt64(coded.count))
    #expect(transcript.anomalies == [.decompressionLimit])
    #expect(transcript.gaps == [nil])
  }

  @Test func anEventStreamIsDecodedAsItComes() {
    var deflater = Deflater(windowBits: 15 + 16)
    let first = deflater.compress(Array("data: 1\n\n".utf8))
    let second = deflater.compress(Array("data: 2\n\n".utf8))
    func chunk(_ bytes: [UInt8]) -> Dialogue.Step {
      .bytes(.toClient, Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + Array("\r\n".utf8))
    }
    var dialogue = Dialogue(
      Self.get, .server("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"), chunk(first)
    )
    dialogue.state = .open
    #expect(dialogue.run().entries[0].responseText == "data: 1\n\n")
    dialogue.steps.append(chunk(second))
    #expect(dialogue.run().entries[0].responseText == "data: 1\n\ndata: 2\n\n")
    #expect(dialogue.run().anomalies.isEmpty)
  }

  @Test func aGapEndsDecoding() {
    let body = Compression.gzip(Self.text)
    let head = Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
    let transcript = Dialogue(
      Self.get, .bytes(.toClient, head + body[..<40]), .gap(.toClient, 5), .bytes(.toClient, Array(body[45...]))
    ).run()
    #expect(Self.text.starts(with: transcript.entries[0].responseBody))
    #expect(transcript.entries[0].fact.response.completeness == .gap)
    #expect(transcript.entries[0].fact.response.bodyWireBytes == UInt64(body.count - 5))
    #expect(transcript.anomalies.isEmpty)
  }

  @Test func transferCodingsAreUndoneToo() {
    let body = Compression.gzip(Self.text)
    let head = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n".utf8)
    let size = Array((String(body.count, radix: 16) + "\r\n").utf8)
    let transcript = Dialogue(
      Self.get, .bytes(.toClient, head + size + body + Array("\r\n0\r\n\r\n".utf8))
    ).run()
    #expect(transcript.entries[0].responseBody == Self.text)
  }

  @Test func requestBodiesAreDecodedToo() {
    let body = Compression.gzip(Self.text)
    let head = Array("POST / HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
    #expect(Dialogue(.bytes(.toServer, head + body)).run().entries[0].requestBody == Self.text)
  }
}
