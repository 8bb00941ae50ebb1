import TrafficModel

extension JSONStreamScanner {
  /// The compact form of one whole JSON object, or nil when `text` is not one or is beyond the limits.
  mutating func compactObject(_ text: [UInt8]) -> [UInt8]? {
    receive(text.span.bytes, moment: Moment(time: .zero, frame: .none))
    guard let object = takeFinished().first, !object.isIncomplete, !object.hasHole else { return nil }
    return object.kept
  }
}
