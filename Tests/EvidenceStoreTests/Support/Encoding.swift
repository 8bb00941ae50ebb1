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

/// Random numbers that a failing test can be repeated with.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
