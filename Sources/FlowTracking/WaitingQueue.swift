/// Flows that wait for missing frames, in the order in which they must be looked at again.
///
/// Invariant: neither deadlines nor frame numbers fall from front to back, since each is what it is now plus a constant when
/// a flow is added.
struct WaitingQueue {
  private var entries: [(flow: Flow, deadline: Int64, frame: UInt64)] = []
  private var head = 0

  var count: Int { entries.count &- head }

  /// True when the first flow is to be looked at: at its deadline, and when enough frames have passed, unless the caller
  /// says that time has come.
  @inline(__always)
  func isDue(at now: Int64, frame: UInt64, isTick: Bool) -> Bool {
    guard head < entries.count else { return false }
    return entries[head].deadline <= now && (isTick || entries[head].frame <= frame)
  }

  mutating func append(_ flow: Flow, deadline: Int64, frame: UInt64) {
    // A clock that was set back must not make what is added now due last.
    let floor = entries.last
    entries.append((flow, max(deadline, floor?.deadline ?? .min), max(frame, floor?.frame ?? 0)))
  }

  mutating func popFirst() -> Flow? {
    guard head < entries.count else { return nil }
    let flow = entries[head].flow
    head &+= 1
    if head == entries.count {
      entries.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 64 && head > entries.count / 2 {
      entries.removeFirst(head)
      head = 0
    }
    return flow
  }

  /// Forgets flows that have ended, which nobody takes out.
  mutating func compact() {
    entries.removeFirst(head)
    head = 0
    entries.removeAll { $0.flow.isEnded }
  }
}
