import EvidenceStore
import TrafficModel

func encoder(_ redaction: RedactionPolicy = .redacted) -> RecordEncoder {
  RecordEncoder(
    sensor: "north", captures: CaptureCatalog(["ring-0001.pcap"]), redaction: redaction, hasher: FakeHasher())
}

func sink(_ database: EvidenceDatabase, redaction: RedactionPolicy = .redacted) -> DatabaseSink {
  DatabaseSink(database, sensor: "north", redaction: redaction, hasher: FakeHasher())
}

/// Writes `events` into the store at `path`, as the pipeline does but for the thread.
func store(_ events: [TrafficEvent], at path: String, redaction: RedactionPolicy = .redacted) throws {
  let database = try EvidenceDatabase(path: path, access: .write)
  let sink = sink(database, redaction: redaction)
  try sink.receive(events, redaction: redaction)
  try sink.finish()
}

extension RecordSink {
  func receive(_ events: [TrafficEvent], redaction: RedactionPolicy = .redacted) throws {
    var encoder = encoder(redaction)
    var batch = RecordBatch()
    for event in events { batch.append(event, with: &encoder) }
    try receive(batch)
  }
}
