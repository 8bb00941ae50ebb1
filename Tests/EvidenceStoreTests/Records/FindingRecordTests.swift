import EvidenceStore
import SchemaValidation
import Testing
import TrafficModel

@Suite struct FindingRecordTests {
  @Test func aFindingSaysWhatItRestsOn() throws {
    let object = try members(record(.finding(Example.fullFinding)))
    #expect(object["detector"] as? String == "EXF-05")
    #expect(object["severity"] as? String == "medium")
    #expect(object["occurrences"] as? Int == 7)
    let evidence = try #require(object["evidence"] as? [[String: Any]])
    #expect(evidence.count == 2)
    #expect(evidence.first?["flow_id"] as? String == RecordName(Example.flow().id).description)
    let suppressed = try #require(object["suppressed"] as? [String: Any])
    #expect(suppressed["reason"] as? String == "nightly export")
  }

  @Test func aSecretInAPeersWordsIsMasked() throws {
    let text = record(.finding(Example.finding(tool: "ghp_" + String(repeating: "a1B2", count: 9))))
    #expect(!text.contains("ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2"))
  }

  @Test func theNameDependsOnDetectorSubjectAndKeyAlone() {
    var later = Example.finding()
    later.extent = Example.extent(9_000)
    later.severity = .high
    #expect(later.id == Example.finding().id)
    #expect(Example.finding("other").id != Example.finding().id)
    #expect(Example.finding(tool: "fetch").id != Example.finding().id)
  }
}
