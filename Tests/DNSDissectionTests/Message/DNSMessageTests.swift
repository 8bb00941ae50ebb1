import ByteParsing
import DNSDissection
import Testing
import TrafficModel

@Suite struct DNSMessageTests {
  static let whole = DNSForge.response([
    DNSForge.record(5, DNSForge.name("edge.example"), ttl: 60),
    DNSForge.record(1, [198, 51, 100, 7], owner: DNSForge.name("edge.example"), ttl: 20),
  ])

  @Test func aMessageIsReadToItsEnd() throws {
    let parsed = try message(Self.whole)
    #expect(parsed.questions == [DNSQuestion(name: text("mcp.example"), type: .a, classNumber: 1)])
    #expect(parsed.answers.count == 2)
    #expect(parsed.minimumTimeToLive == 20)
    #expect(parsed.responseCode == .noError)
    #expect(parsed.damage == nil && parsed.trailingBytes == 0)
  }

  @Test("wherever a message is cut off, what came before stands", arguments: 0..<whole.count)
  func everyTruncation(count: Int) throws {
    let bytes = Array(Self.whole.prefix(count))
    guard count >= DNSHeader.length else {
      #expect(throws: DecodeError(.truncated, at: count & ~1)) { try message(bytes) }
      return
    }
    let parsed = try message(bytes)
    #expect(parsed.damage?.reason == .truncated)
    #expect(parsed.questions.count == (count >= 29 ? 1 : 0))
    #expect(parsed.answers.count == (count >= 55 ? 1 : 0))
    #expect(parsed.header.answerCount == 2)
  }

  @Test func bytesBehindTheLastRecordAreCounted() throws {
    #expect(try message(Self.whole + [1, 2, 3]).trailingBytes == 3)
  }

  @Test("records are kept up to the limit, and all are read for their time to live", arguments: [2, 3])
  func answerLimit(count: Int) throws {
    var limits = DNSLimits()
    limits.answers = 2
    let records = (0..<count).map { DNSForge.record(1, [192, 0, 2, UInt8($0)], ttl: 100 - $0) }
    let parsed = try message(DNSForge.response(records), limits: limits)
    #expect(parsed.answers.count == 2)
    #expect(parsed.header.answerCount == UInt16(count))
    #expect(parsed.minimumTimeToLive == UInt32(101 - count))
    #expect(parsed.damage == nil)
  }

  @Test("questions are kept up to the limit, and read over", arguments: [2, 3])
  func questionLimit(count: Int) throws {
    var limits = DNSLimits()
    limits.questions = 2
    let bytes = DNSForge.header(questions: count) + (0..<count).flatMap { _ in DNSForge.question() }
    let parsed = try message(bytes, limits: limits)
    #expect(parsed.questions.count == 2)
    #expect(parsed.damage == nil && parsed.trailingBytes == 0)
  }

  @Test func theExtensionRecordGivesTheUpperBitsOfTheCode() throws {
    let extensionRecord = [0] + DNSForge.word(41) + DNSForge.word(1232) + [1, 0, 0, 0] + DNSForge.word(0)
    let bytes = DNSForge.header(flags: 0x8180, additional: 1) + DNSForge.question() + extensionRecord
    let parsed = try message(bytes)
    #expect(parsed.responseCode.name == "BADVERS")
    #expect(parsed.answers.isEmpty && parsed.minimumTimeToLive == nil)
  }

  @Test("additional records belong to an announcement, not to an answer", arguments: [(true, 1), (false, 0)])
  func additionalRecords(isMulticast: Bool, kept: Int) throws {
    let bytes =
      DNSForge.header(flags: 0x8400, questions: 0, additional: 1)
      + DNSForge.record(1, [192, 0, 2, 1], owner: DNSForge.name("printer.local"))
    #expect(try message(bytes, isMulticast: isMulticast).answers.count == kept)
  }

  @Test("no bytes trap", arguments: UInt64(1)...200)
  func noise(seed: UInt64) throws {
    var state = seed &* 0x9e37_79b9_7f4a_7c15
    var bytes = Self.whole
    for _ in 0..<8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
    }
    let parsed = try message(bytes)
    #expect(parsed.answers.count <= DNSLimits().answers)
  }
}
