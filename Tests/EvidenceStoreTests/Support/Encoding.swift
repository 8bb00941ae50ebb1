import EvidenceStore
import Foundation
import TrafficModel

/// The record of one event, without its line feed.
func record(
  _ event: TrafficEvent, redaction: RedactionPolicy = .redacted,
  captures: [String] = ["ring-0001.pcap", "ring-0002.pcap"]
) -> String {
  String(records([event], redaction: redaction, captures: captures).dropLast())
}

func records(
  _ events: [TrafficEvent], redaction: RedactionPolicy = .redacted, captures: [String] = ["ring-0001.pcap"]
) -> String {
  var encoder = RecordEncoder(
    sensor: "north", captures: CaptureCatalog(captures), redaction: redaction, hasher: FakeHasher())
  var line = RecordBuffer()
  for event in events { encoder.append(event, to: &line) }
  return String(decoding: line.bytes, as: UTF8.self)
}
