import TrafficModel

/// Lets all lanes of a profile talk side by side and writes what they say in the order of its times.
struct ProfileRun {
  /// What a lane has said that is not written yet.
  private struct Pending {
    var segments: [ForgedSegment] = []
    var next = 0
  }

  private var lanes: [ProfileLane]
  private var pending: [Pending]
  private var queue = LaneQueue()
  private let extent: TrafficProfile.Extent
  private let prose: [Prose]
  private var profile = ForgedProfile()

  init(_ recipe: ProfileRecipe, extent: TrafficProfile.Extent, seed: UInt64) {
    self.extent = extent
    let laneCount = min(recipe.lanes, extent.connections)
    lanes = (0..<laneCount).map { ProfileLane(index: recipe.firstLane + $0, recipe: recipe, seed: seed) }
    pending = Array(repeating: Pending(), count: laneCount)
    prose = [Prose(asciiOnly: false, seed: seed), Prose(asciiOnly: true, seed: seed &+ 1)]
  }

  mutating func write(into file: inout CaptureFileForge) throws -> ForgedProfile {
    for lane in lanes.indices { refill(lane, bytesWritten: 0) }
    while let lane = queue.removeFirst() {
      let position = pending[lane].next
      try file.append(pending[lane].segments[position])
      pending[lane].next = position + 1
      if position + 1 < pending[lane].segments.count {
        queue.insert(lane, at: pending[lane].segments[position + 1].time)
      } else {
        refill(lane, bytesWritten: file.bytes)
      }
    }
    try file.finish()
    profile.frames = file.frames
    return profile
  }

  private mutating func refill(_ lane: Int, bytesWritten: UInt64) {
    let mayGoOn = bytesWritten < extent.bytes && profile.connections < extent.connections
    let segments = lanes[lane].nextSegments(mayGoOn: mayGoOn, prose: prose, counting: &profile)
    pending[lane] = Pending(segments: segments)
    if let first = segments.first { queue.insert(lane, at: first.time) }
  }
}

/// Lanes by the time of their next segment; equal times by number, so that runs are equal.
private struct LaneQueue {
  private var heap: [(time: Timestamp, lane: Int)] = []

  mutating func insert(_ lane: Int, at time: Timestamp) {
    heap.append((time, lane))
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() -> Int? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while 2 * parent + 1 < heap.count {
      var least = 2 * parent + 1
      if least + 1 < heap.count, heap[least + 1] < heap[least] { least += 1 }
      guard heap[least] < heap[parent] else { break }
      heap.swapAt(parent, least)
      parent = least
    }
    return first.lane
  }
}
