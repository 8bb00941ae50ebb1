package import TrafficModel

/// Some events and their records, encoded once for all sinks.
///
/// Invariant: `ends` has an element for each event: where its line ends in `lines`, line feed included.
package struct RecordBatch: ~Copyable {
  package private(set) var events: [TrafficEvent] = []
  package private(set) var lines: RecordBuffer
  package private(set) var ends: [Int] = []

  package init() { lines = RecordBuffer(capacity: 64 << 10) }

  package mutating func append(_ event: TrafficEvent, with encoder: inout RecordEncoder) {
    encoder.append(event, to: &lines)
    events.append(event)
    ends.append(lines.count)
  }

  /// Takes over `all` as they are: no event is copied.
  mutating func fill(with all: [TrafficEvent], by encoder: inout RecordEncoder) {
    removeAll()
    ends.reserveCapacity(all.count)
    for index in all.indices {
      encoder.append(all[index], to: &lines)
      ends.append(lines.count)
    }
    events = all
  }

  package mutating func removeAll() {
    lines.removeAll()
    events = []
    ends.removeAll(keepingCapacity: true)
  }

  /// Where the line of event `index` lies, without its line feed.
  package func range(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<(ends[index] - 1) }
}
