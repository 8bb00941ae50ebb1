internal import TrafficModel

/// The name of the capture that was written last: nearly all records that follow each other lie in one.
struct CaptureNameCache: ~Copyable {
  /// The name as a string value; empty where the capture has none.
  private(set) var text = RecordBuffer(capacity: 256)
  /// What the name belongs to, and the state of the catalog it was taken from.
  private var known: (capture: CaptureID, revision: Int)?

  /// Looks for the name of `capture`, which is then in `text`. False when nobody gave it one.
  mutating func find(_ capture: CaptureID, in catalog: CaptureCatalog) -> Bool {
    // Read before the name: a name that comes in between is looked for again.
    let revision = catalog.revision
    if let known, known.capture.rawValue == capture.rawValue, known.revision == revision { return !text.isEmpty }
    text.removeAll()
    if let name = catalog.name(of: capture) { text.string(escaping: name) }
    known = (capture, revision)
    return !text.isEmpty
  }
}
