import EvidenceStore
import SchemaValidation
import Testing
import TrafficModel

@Suite struct RecordSchemaTests {
  let validator: SchemaValidator

  init() throws { validator = try SchemaValidator(RecordSchema.text) }

  @Test("every kind of record is as the schema says, under every policy", arguments: RedactionPolicy.allCases)
  func recordsConform(policy: RedactionPolicy) throws {
    for event in Example.events {
      let problems = try validator.problems(members(record(event, redaction: policy)))
      #expect(problems.isEmpty, "\(event.kind): \(problems)")
    }
  }

  @Test func recordsOfFactsWithEverythingMissingConform() throws {
    for event in Example.bareEvents {
      let problems = try validator.problems(members(record(event)))
      #expect(problems.isEmpty, "\(event.kind): \(problems)")
    }
  }

  @Test func recordsOfFactsWithEverythingPresentConform() throws {
    for event in Example.fullEvents {
      let problems = try validator.problems(members(record(event)))
      #expect(problems.isEmpty, "\(event.kind): \(problems)")
    }
  }

  @Test(arguments: Anomaly.Kind.allCases)
  func everyAnomalyKindConforms(kind: Anomaly.Kind) throws {
    #expect(try validator.problems(members(record(.anomaly(Example.anomaly(kind))))).isEmpty)
  }

  @Test func theSchemaUsesNoKeywordThatTheTestsIgnore() {
    #expect(validator.unknownKeywords.isEmpty)
  }

  @Test(
    "the validator finds what is wrong",
    arguments: [
      ("duration_ms", "\"long\""), ("status", "\"finished\""), ("src_port", "70000"), ("frames", "[1]"),
      ("uid", "\"C1\""), ("timestamp", "\"2026-11-22 19:00:00\""), ("rounds", "0"), ("made_up", "1"),
    ])
  func wrongRecordsAreRefused(key: String, value: String) throws {
    var object = try members(record(.toolCall(Example.call())))
    object[key] = try members("{\"v\":\(value)}")["v"]
    #expect(!validator.problems(object).isEmpty)
  }

  @Test(arguments: ["tool", "arguments_bytes", "flow_id", "session_uid", "result_bytes", "sensor"])
  func missingKeysAreFound(key: String) throws {
    var object = try members(record(.toolCall(Example.call())))
    object[key] = nil
    #expect(!validator.problems(object).isEmpty)
  }
}
