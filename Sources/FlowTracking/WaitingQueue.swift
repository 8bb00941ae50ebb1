/// Flows that wait for missing frames, in the order in which they must be looked at again.
///
/// Invariant: deadlines do not fall from front to back, since each is the clock's time plus a constant when it is added.
struct WaitingQueue {
  private var entries: [(flow: Flow, deadline: Int64)] = []
  private var head = 0

  var firstDeadline: Int64 { head < entries.count ? entries[head].deadline : .max }
  var count: Int { entries.count &- head }

  mutating func append(_ flow: Flow, deadline: Int64) {
    // A clock that was set back must not make what is added now due last.
    let floor = entries.last?.deadline ?? .min
    entries.append((flow, max(floor, deadline)))
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
