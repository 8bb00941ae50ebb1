import ByteParsing
import HTTPDissection

/// The first bytes choose cuts and where a gap is; the rest is the stream.
public func fuzzEventStream(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let points = choices.cutPoints()
  let beforeGap = Int(choices.choice())
  let first = choices.bytes(beforeGap)
  let second = choices.remainder
  let whole = events(pieces(of: first, at: []), pieces(of: second, at: []))
  let cut = events(pieces(of: first, at: points), pieces(of: second, at: points))
  demand(whole == cut, "how the bytes are cut never changes the events")
}

private func events(_ first: [ArraySlice<UInt8>], _ second: [ArraySlice<UInt8>]) -> [EventTranscript.Entry] {
  var dissector = EventStreamDissector(limit: 64)
  var transcript = EventTranscript()
  for piece in first { dissector.receive(piece.span.bytes, into: &transcript) }
  if !second.isEmpty, !first.isEmpty { dissector.gap(into: &transcript) }
  for piece in second { dissector.receive(piece.span.bytes, into: &transcript) }
  dissector.finish(into: &transcript)
  return transcript.entries
}

private struct EventTranscript: EventStreamSink, ~Copyable {
  enum Entry: Hashable {
    case event([UInt8], EventStreamEvent)
    case comment([UInt8])
    case retry(UInt64)
    case limit
  }

  private(set) var entries: [Entry] = []
  private var data: [UInt8]?

  mutating func eventBegan() {
    demand(data == nil, "one event ends before the next begins")
    data = []
  }

  mutating func eventData(_ bytes: RawSpan) {
    demand(data != nil, "data belong to an event")
    bytes.withUnsafeBytes { data?.append(contentsOf: $0) }
  }

  mutating func eventEnded(_ event: EventStreamEvent) {
    demand(data?.count == Int(event.dataBytes), "the size is that of the data")
    entries.append(.event(data ?? [], event))
    data = nil
  }

  mutating func comment(_ text: RawSpan) { entries.append(.comment(text.withUnsafeBytes { Array($0) })) }
  mutating func retry(milliseconds: UInt64) { entries.append(.retry(milliseconds)) }
  mutating func limitExceeded() { entries.append(.limit) }
}
