import ByteParsing
import HTTPDissection

/// Collects what an event stream holds.
struct EventStreamTranscript: EventStreamSink, ~Copyable {
  enum Entry: Hashable {
    case event(type: String, data: String, id: String?)
    case truncated(type: String, data: String)
    case comment(String)
    case retry(UInt64)
    case limit
  }

  var entries: [Entry] = []
  var violations: [String] = []
  private var data: [UInt8] = []
  private var isOpen = false

  mutating func eventBegan() {
    if isOpen { violations.append("began twice") }
    isOpen = true
    data = []
  }

  mutating func eventData(_ bytes: RawSpan) {
    if !isOpen || bytes.byteCount == 0 { violations.append("odd data") }
    data.append(bytes)
  }

  mutating func eventEnded(_ event: EventStreamEvent) {
    if !isOpen { violations.append("ended twice") }
    if event.dataBytes != UInt64(data.count) { violations.append("wrong size") }
    isOpen = false
    let type = String(decoding: event.type, as: UTF8.self)
    let text = String(decoding: data, as: UTF8.self)
    if event.isTruncated {
      entries.append(.truncated(type: type, data: text))
    } else {
      entries.append(.event(type: type, data: text, id: event.id.map { String(decoding: $0, as: UTF8.self) }))
    }
  }

  mutating func comment(_ text: RawSpan) {
    entries.append(.comment(String(decoding: [UInt8](copying: text), as: UTF8.self)))
  }

  mutating func retry(milliseconds: UInt64) { entries.append(.retry(milliseconds)) }
  mutating func limitExceeded() { entries.append(.limit) }

  /// - Parameter pieces: separated by gaps when `gaps` is set.
  static func read(_ pieces: [String], gaps: Bool = false, limit: Int = 64) -> [Entry] {
    var dissector = EventStreamDissector(limit: limit)
    var transcript = EventStreamTranscript()
    for (index, piece) in pieces.enumerated() {
      if gaps, index > 0 { dissector.gap(into: &transcript) }
      dissector.receive(Array(piece.utf8).span.bytes, into: &transcript)
    }
    dissector.finish(into: &transcript)
    return transcript.violations.isEmpty ? transcript.entries : [.comment("violation: \(transcript.violations)")]
  }
}
