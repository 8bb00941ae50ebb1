import CaptureFiles
import EvidenceStore
import TrafficModel

/// Places in a ring from which reading could begin again, about one for each second of capture time, oldest first.
struct PositionIndex {
  struct Entry {
    var place: Checkpoint.Place
    var capture: CaptureID
    /// Capture time when reading was there.
    var time: Timestamp
    /// Bytes read until then.
    var bytes: Int64
  }

  private static let spacing: Int64 = 1_000_000_000
  /// Beyond it every second one of the older half is dropped: a flow that stays open for weeks costs no memory.
  private static let limit = 8_192

  private var entries: [Entry] = []

  init() {}

  /// Whether a place is worth noting now.
  @inline(__always)
  func wants(_ time: Timestamp, in capture: CaptureID) -> Bool {
    guard let last = entries.last else { return true }
    return last.capture != capture || time - last.time >= Self.spacing
  }

  mutating func append(_ entry: Entry) {
    entries.append(entry)
    guard entries.count > Self.limit else { return }
    let half = entries.count / 2
    entries = entries[..<half].enumerated().filter { $0.offset % 2 == 0 }.map(\.element) + entries[half...]
  }

  /// The last place that lies before `frame`, before `time`, and at most `bytes` back; else the first that is not too far
  /// back. What lies before it is forgotten.
  mutating func place(before frame: FrameReference?, _ time: Timestamp, notBefore bytes: Int64) -> Checkpoint.Place? {
    guard !entries.isEmpty else { return nil }
    let fitting = entries.lastIndex { entry in
      entry.time <= time && (frame.map { Self.first(entry) <= $0 } ?? true)
    }
    var index = fitting ?? 0
    while index + 1 < entries.count, entries[index].bytes < bytes { index += 1 }
    entries.removeFirst(index)
    return entries[0].place
  }

  /// The frame that would be read first from there.
  private static func first(_ entry: Entry) -> FrameReference {
    FrameReference(capture: entry.capture, number: entry.place.frame + 1)
  }
}
