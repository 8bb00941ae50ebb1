import TrafficModel

/// Something that happened in one direction and must wait: for a secret, or for what the peer says.
struct HeldUnit {
  enum Event {
    case record(RecordHeader, [UInt8], isCandidate: Bool)
    case damaged(RecordHeader)
    case lost
    case end
  }

  var direction: Direction
  var event: Event
  var moment: Moment

  var byteCount: Int {
    if case .record(_, let body, _) = event { return body.count }
    return 0
  }
}
