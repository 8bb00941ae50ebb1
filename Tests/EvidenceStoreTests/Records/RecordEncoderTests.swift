import EvidenceStore
import Foundation
import SchemaValidation
import Testing
import TrafficForge
import TrafficModel

@Suite struct RecordEncoderTests {
  @Test func theSameEventsGiveTheSameBytes() {
    #expect(records(Example.events) == records(Example.events))
  }

  @Test func aRecordIsOneLineWhateverThePeerSent() {
    var call = Example.call(tool: "a\nb\u{2028}c", arguments: "{\"x\":\"\u{2028}\n\"}")
    call.errorMessage = UntrustedText("one\r\ntwo")
    let text = records([.toolCall(call)])
    #expect(text.unicodeScalars.count { $0 == "\n" } == 1)
    #expect(!text.unicodeScalars.contains("\u{2028}"))
  }

  @Test func keysStandInAFixedOrder() {
    let text = record(.anomaly(Example.anomaly()))
    let id = CommunityID(Example.flow())
    let flow = RecordName(Example.flow().id)
    let uid = RecordName(.anomaly, Example.anomaly().recordID)
    #expect(
      text == """
        {"timestamp":"2026-11-22T18:26:11.556280123Z","event_type":"anomaly","schema":1,"sensor":"north",\
        "uid":"\(uid)","flow_id":"\(flow)","community_id":"\(id)","src_ip":"192.0.2.10","src_port":40001,\
        "dest_ip":"198.51.100.7","dest_port":8080,"proto":"tcp","pcap_filename":"ring-0001.pcap","frames":[11,11],\
        "kind":"tcp.gap","count":3}
        """)
  }

  @Test func aToolCallSaysWhatIsAskedOfIt() throws {
    let call = try members(record(.toolCall(Example.call())))
    #expect(call["tool"] as? String == "search")
    #expect((call["arguments"] as? [String: String]) == ["query": "egret"])
    #expect(call["arguments_bytes"] as? Int == 17)
    #expect(call["result_bytes"] as? Int == 53)
    #expect(call["duration_ms"] as? Double == 12)
    #expect((call["server"] as? [String: String])?["name"] == "acme-knowledge")
    #expect(call["request_id"] as? Int == 2)
    #expect(call["started"] as? String == "2026-11-22T18:26:11.556280123Z")
  }

  @Test func aFactThatSpansTwoCapturesNamesBoth() throws {
    var anomaly = Example.flowSummary()
    anomaly.extent.extend(to: Example.moment(900, frame: 1, capture: 1))
    let flow = try members(record(.flow(anomaly)))
    #expect(flow["pcap_filename"] as? String == "ring-0001.pcap")
    #expect(flow["pcap_filename_last"] as? String == "ring-0002.pcap")
    #expect(flow["frames"] as? [Int] == [4, 1])
  }

  @Test func aNameThatComesLaterOrChangesIsUsedFromThenOn() throws {
    let catalog = CaptureCatalog()
    var encoder = RecordEncoder(sensor: "north", captures: catalog, redaction: .redacted, hasher: FakeHasher())
    for name in [nil, "first.pcap", "first.pcap", "renamed.pcap"] as [String?] {
      if let name { catalog.name(CaptureID(rawValue: 0), name) }
      var line = RecordBuffer()
      encoder.append(.flow(Example.flowSummary()), to: &line)
      let flow = try members(String(decoding: line.bytes, as: UTF8.self))
      #expect(flow["pcap_filename"] as? String == name)
    }
  }

  @Test("records that follow each other are written as each alone", arguments: UInt64(1)...10)
  func recordsInARow(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let events = (0..<300).map { _ in
      var summary = Example.flowSummary()
      let number = UInt64.random(in: 0..<8, using: &generator)
      // Names that differ by a power of two meet in caches.
      summary.flow.id = FlowID(rawValue: number % 4 + (number / 4) << 12)
      let address = UInt128(generator.next()) << 64 | UInt128(generator.next() & (number % 2 == 0 ? .max : 0xff))
      summary.flow.client.address = number < 6 ? IPAddress(v4: UInt32(number * 0x2f3a_0b64)) : IPAddress(v6: address)
      summary.flow.server.port = UInt16(number)
      let capture = UInt32.random(in: 0...2, using: &generator)
      summary.extent = Extent(Example.moment(Int64(number) * 400, frame: number, capture: capture))
      return TrafficEvent.flow(summary)
    }
    let alone = events.map { records([$0], captures: ["a.pcap", "b\"c.pcap"]) }
    #expect(records(events, captures: ["a.pcap", "b\"c.pcap"]) == alone.joined())
    for case (.flow(let fact), let text) in zip(events, alone) {
      #expect(
        text.contains(
          "\"community_id\":\"\(CommunityID(fact.value.flow))\",\"src_ip\":\"\(fact.value.flow.client.address)\","))
    }
  }

  @Test func aCaptureWithoutANameIsLeftOut() throws {
    let flow = try members(record(.flow(Example.flowSummary()), captures: []))
    #expect(flow["pcap_filename"] == nil)
    #expect(flow["frames"] as? [Int] == [4, 9])
  }

  @Test(
    "ids that look alike stay apart",
    arguments: [
      (JSONRPCID.number(UntrustedText("1")), "1"), (.string(UntrustedText("1")), "\"1\""), (.null, "null"),
      (.number(UntrustedText("18446744073709551616")), "18446744073709551616"),
      (.number(UntrustedText("1e400")), "1e400"), (.number(UntrustedText("01")), "\"01\""),
      (.number(UntrustedText("1,\"x\":2")), "\"1,\\\"x\\\":2\""), (.number(UntrustedText("")), "\"\""),
    ])
  func requestIDs(id: JSONRPCID, expected: String) {
    var call = Example.call()
    call.requestID = id
    #expect(record(.toolCall(call)).contains("\"request_id\":\(expected),\"tool\""))
  }

  @Test func aNumberAsLongAsAnAttackBecomesAShortString() throws {
    var call = Example.call()
    call.requestID = .number(UntrustedText(String(repeating: "9", count: 1_000_000)))
    let text = record(.toolCall(call))
    #expect(text.utf8.count < 4000)
    #expect(try members(text)["request_id"] is String)
  }

  @Test(
    "names are cut at the limit, between characters",
    arguments: [RecordLimits.nameBytes, RecordLimits.nameBytes + 1, 1_000_000])
  func longNames(length: Int) throws {
    let call = Example.call(tool: String(repeating: "é", count: length / 2) + (length % 2 == 1 ? "x" : ""))
    let tool = try #require(try members(record(.toolCall(call)))["tool"] as? String)
    #expect(tool.utf8.count <= RecordLimits.nameBytes + 3)
    #expect(tool.hasSuffix("…") == (length > RecordLimits.nameBytes))
    #expect(!tool.unicodeScalars.contains("\u{fffd}"))
  }

  @Test func sizesTellWhatIsNotKnown() throws {
    var call = Example.call()
    call.arguments = nil
    call.result = nil
    var object = try members(record(.toolCall(call)))
    #expect(object["arguments_bytes"] as? Int == 0)
    #expect(object["result_bytes"] is NSNull)
    call.started = nil
    object = try members(record(.toolCall(call)))
    #expect(object["arguments_bytes"] is NSNull)
    #expect(object["duration_ms"] is NSNull)
  }

  @Test(arguments: [
    (0.0, "0.000"), (1.0, "1.000"), (0.85, "0.850"), (-1, "0.000"), (.infinity, "1.000"), (.nan, "0.000"),
  ])
  func confidenceIsWithinItsRange(confidence: Double, expected: String) {
    var call = Example.call()
    call.session.confidence = confidence
    #expect(record(.toolCall(call)).contains("\"confidence\":\(expected),"))
  }

  @Test func anExchangeHasANameThatItsUpgradeDoesNotShare() {
    var upgraded = Example.exchange()
    upgraded.version = .http2
    #expect(upgraded.recordID != Example.exchange().recordID)
    #expect(Example.exchange(2).recordID != Example.exchange().recordID)
  }
}
