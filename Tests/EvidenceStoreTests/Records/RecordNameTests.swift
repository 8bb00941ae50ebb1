import EvidenceStore
import SchemaValidation
import Testing
import TrafficModel

@Suite struct RecordNameTests {
  @Test func everyKindHasALetterOfItsOwn() {
    let letters = TrafficEvent.Kind.allCases.map(RecordName.letter)
    #expect(Set(letters).count == letters.count)
  }

  @Test(
    arguments: [
      (UInt64(0), "C0000000000000"), (1, "C0000000000001"), (31, "C000000000000z"), (.max, "Cfzzzzzzzzzzzz"),
    ])
  func allBitsAreInTheName(value: UInt64, expected: String) {
    #expect(RecordName(.toolCall, RecordID(rawValue: value)).description == expected)
  }

  @Test func theRecordOfAFlowIsNamedAsOtherRecordsReferToIt() throws {
    let flow = try members(record(.flow(Example.flowSummary())))
    let call = try members(record(.toolCall(Example.call())))
    #expect(flow["uid"] as? String == call["flow_id"] as? String)
    #expect(flow["uid"] as? String == RecordName(Example.flow().id).description)
  }
}
