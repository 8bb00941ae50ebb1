package import TrafficModel

/// What a flow table told, written down in order, with the bytes that it told of.
///
/// Unchecked: one thread at a time has it. Who hands it on does not touch it any more.
package final class FlowSteps: @unchecked Sendable {
  package enum Event: Sendable {
    /// The next of `beginnings`.
    case began
    case bytes(Direction, Range<Int>)
    case gap(Direction, length: UInt64)
    case streamEnded(Direction)
    case datagram(Direction, Range<Int>)
    /// The next of `endings`.
    case ended
    case anomaly(Anomaly.Kind)
    /// One below flows.
    case looseAnomaly(Anomaly.Kind)
    /// Capture time has come to the moment.
    case clock
  }

  package struct Step: Sendable {
    /// Names the flow among those that are open; taken again when it has ended. 0 for what concerns none.
    package let slot: Int
    package let standing: FlowStanding
    package let event: Event
    package let moment: Moment
  }

  @exclusivity(unchecked) package internal(set) var steps: [Step] = []
  /// Of flows as they were taken to be when they began.
  @exclusivity(unchecked) package internal(set) var beginnings: [FlowReference] = []
  @exclusivity(unchecked) package internal(set) var endings: [FlowSummary] = []
  /// Plain memory: an array is counted at each access and asked whether it is shared at each addition.
  @exclusivity(unchecked) private var storage: UnsafeMutableRawBufferPointer
  @exclusivity(unchecked) package private(set) var byteCount = 0

  package convenience init() { self.init(reservingBytes: 0, steps: 0) }

  /// With memory for as much as will be written: growing to it would cost more than writing.
  package init(reservingBytes byteCount: Int, steps stepCount: Int) {
    storage = .allocate(byteCount: byteCount, alignment: 16)
    steps.reserveCapacity(stepCount)
  }

  deinit { storage.deallocate() }

  package var isEmpty: Bool { steps.isEmpty }

  /// Copies bytes that a step is going to tell of: the frame they stand in is borrowed. Out of the cache, a small part of what
  /// reading them costs.
  func keep(_ bytes: RawSpan) -> Range<Int> {
    let range = byteCount..<byteCount + bytes.byteCount
    if range.upperBound > storage.count { grow(to: 2 * range.upperBound) }
    // Safe: the storage has room for the range.
    bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: storage[range]).copyMemory(from: $0) }
    byteCount = range.upperBound
    return range
  }

  private func grow(to capacity: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[..<byteCount]))
    storage.deallocate()
    storage = larger
  }

  /// Calls `body` with the bytes that a step tells of, borrowed for the call.
  package func withBytes(_ range: Range<Int>, _ body: (RawSpan) -> Void) {
    precondition(range.upperBound <= byteCount)
    body(UnsafeRawBufferPointer(rebasing: storage[range]).bytes)
  }

  /// Forgets everything but the memory it took.
  package func removeAll() {
    steps.removeAll(keepingCapacity: true)
    beginnings.removeAll(keepingCapacity: true)
    endings.removeAll(keepingCapacity: true)
    byteCount = 0
  }
}
