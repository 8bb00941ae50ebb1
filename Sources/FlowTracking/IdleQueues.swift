/// Slots in order of last use, in a few queues with idle times of their own. All operations take constant time.
///
/// Invariant: within a queue `lastSeen` never falls from head to tail, because a slot moves to the tail when it is used and
/// the clock it is stamped with is the table's.
struct IdleQueues: Sendable {
  enum Queue: Int, CaseIterable, Sendable { case closed, attempts, datagrams, established }

  private struct Link: Sendable {
    var previous: Int32 = -1
    var next: Int32 = -1
    var queue: Queue = .attempts
    var lastSeen: Int64 = 0
    var lastFrame: UInt64 = 0
  }

  private struct Ends: Sendable {
    var head: Int32 = -1
    var tail: Int32 = -1
    var count = 0
  }

  private var links: [Link] = []
  private var free: [Int32] = []
  private var ends = [Ends](repeating: Ends(), count: Queue.allCases.count)

  /// A slot that is in no other use, at the tail of `queue`.
  mutating func insert(into queue: Queue, at time: Int64, frame: UInt64) -> Int {
    let slot: Int32
    if let reused = free.popLast() {
      slot = reused
    } else {
      slot = Int32(truncatingIfNeeded: links.count)
      links.append(Link())
    }
    link(slot, to: queue, at: time, frame: frame)
    return Int(slot)
  }

  mutating func remove(_ slot: Int) {
    unlink(Int32(truncatingIfNeeded: slot))
    free.append(Int32(truncatingIfNeeded: slot))
  }

  /// Marks the slot as used now, and moves it to another queue where that has changed.
  mutating func touch(_ slot: Int, in queue: Queue, at time: Int64, frame: UInt64) {
    if links[slot].next < 0 && links[slot].queue == queue {
      links[slot].lastSeen = time
      links[slot].lastFrame = frame
      return
    }
    let index = Int32(truncatingIfNeeded: slot)
    unlink(index)
    link(index, to: queue, at: time, frame: frame)
  }

  func count(in queue: Queue) -> Int { ends[queue.rawValue].count }

  /// The slot longest unused.
  func oldest(in queue: Queue) -> (slot: Int, lastSeen: Int64, lastFrame: UInt64)? {
    let head = Int(ends[queue.rawValue].head)
    guard head >= 0 else { return nil }
    return (head, links[head].lastSeen, links[head].lastFrame)
  }

  private mutating func link(_ slot: Int32, to queue: Queue, at time: Int64, frame: UInt64) {
    let tail = ends[queue.rawValue].tail
    links[Int(slot)] = Link(previous: tail, next: -1, queue: queue, lastSeen: time, lastFrame: frame)
    if tail >= 0 { links[Int(tail)].next = slot } else { ends[queue.rawValue].head = slot }
    ends[queue.rawValue].tail = slot
    ends[queue.rawValue].count &+= 1
  }

  private mutating func unlink(_ slot: Int32) {
    let old = links[Int(slot)]
    let queue = old.queue.rawValue
    if old.previous >= 0 { links[Int(old.previous)].next = old.next } else { ends[queue].head = old.next }
    if old.next >= 0 { links[Int(old.next)].previous = old.previous } else { ends[queue].tail = old.previous }
    ends[queue].count &-= 1
  }
}
