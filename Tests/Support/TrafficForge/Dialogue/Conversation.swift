package import TrafficModel

/// Two ends of one TCP connection and what they have sent so far, with sequence numbers, acknowledgements and time kept
/// as two real hosts would keep them.
package struct Conversation: Sendable {
  /// How the forged hosts behave.
  package struct Habits: Hashable, Sendable {
    /// Payload bytes of a full segment: Ethernet's 1500 less IPv4, TCP and the timestamp option.
    package var segmentSize = 1448
    /// Pure acknowledgements after every second full segment and at the end of a write. Off, acknowledgements ride on
    /// payload only.
    package var acknowledges = true
    /// From one segment to the next.
    package var pace: Duration = .microseconds(20)
    /// From the end of one side's words to the first of the other's.
    package var turnaround: Duration = .microseconds(300)
    package var clientInitialSequence: UInt32 = 0x1000_0000
    package var serverInitialSequence: UInt32 = 0x9000_0000

    package init() {}
  }

  package let client: Endpoint
  package let server: Endpoint
  package let habits: Habits
  package private(set) var clock: Timestamp
  package var segments: [ForgedSegment] = []
  /// Next sequence number of each direction.
  private var next: (toServer: UInt32, toClient: UInt32)
  private var lastSpeaker: Direction?

  package init(client: Endpoint, server: Endpoint, start: Timestamp, habits: Habits) {
    self.client = client
    self.server = server
    self.habits = habits
    clock = start
    next = (habits.clientInitialSequence &+ 1, habits.serverInitialSequence &+ 1)
  }

  package mutating func pause(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    clock = clock.advanced(byNanoseconds: seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  package mutating func handshake() {
    let options: [UInt8] = [2, 4, 5, 180, 4, 2, 1, 1, 1, 1, 1, 0]
    setNext(.toServer, habits.clientInitialSequence)
    setNext(.toClient, habits.serverInitialSequence)
    append(.toServer, flags: .syn, options: options)
    append(.toClient, flags: [.syn, .ack], options: options)
    append(.toServer, flags: .ack)
  }

  /// One write: full segments, the last one pushed, acknowledged by the other end.
  package mutating func send(_ bytes: [UInt8], _ direction: Direction) {
    takeTurn(direction)
    var unacknowledged = 0
    var start = 0
    while start < bytes.count {
      let end = min(start + habits.segmentSize, bytes.count)
      append(direction, flags: end == bytes.count ? [.ack, .psh] : .ack, payload: bytes[start..<end])
      unacknowledged += 1
      start = end
      guard habits.acknowledges, unacknowledged == 2 || start == bytes.count else { continue }
      append(direction.opposite, flags: .ack)
      unacknowledged = 0
    }
  }

  package mutating func finish(_ direction: Direction, with lastWords: [UInt8] = []) {
    takeTurn(direction)
    append(direction, flags: [.fin, .ack], payload: lastWords[...])
  }

  package mutating func reset(_ direction: Direction) {
    takeTurn(direction)
    append(direction, flags: [.rst, .ack])
  }

  package mutating func acknowledge(_ direction: Direction) { append(direction, flags: .ack) }

  /// One byte before the next, already acknowledged (RFC 9293 §3.8.4).
  package mutating func keepAlive(_ direction: Direction) {
    append(direction, flags: .ack)
    segments[segments.endIndex - 1].sequence &-= 1
    append(direction.opposite, flags: .ack)
  }

  /// The window of `direction`'s sender falls to zero and opens again.
  package mutating func stall(_ direction: Direction, for duration: Duration) {
    append(direction, flags: .ack)
    segments[segments.endIndex - 1].window = 0
    pause(duration)
    append(direction, flags: .ack)
  }

  /// These bytes of `direction`'s stream were sent and never captured. Counted from the first byte after the SYN.
  package mutating func lose(_ range: Range<Int>, of direction: Direction) {
    segments = segments.flatMap { segment in
      segment.source == source(direction) ? keeping(segment, outside: range, of: direction) : [segment]
    }
  }

  /// Offset in its stream of a segment's first byte.
  package func streamOffset(of segment: ForgedSegment) -> Int {
    let initial = segment.source == client ? habits.clientInitialSequence : habits.serverInitialSequence
    return Int(Int32(bitPattern: segment.sequence &- initial &- 1))
  }

  private func keeping(_ segment: ForgedSegment, outside lost: Range<Int>, of direction: Direction) -> [ForgedSegment] {
    let start = streamOffset(of: segment)
    let own = start..<start + segment.payload.count
    guard own.overlaps(lost) else { return [segment] }
    let before = own.lowerBound..<max(own.lowerBound, lost.lowerBound)
    let after = min(own.upperBound, lost.upperBound)..<own.upperBound
    return [before, after].filter { !$0.isEmpty }.map { part in
      segment.carrying(part.lowerBound - start..<part.upperBound - start)
    }
  }

  private mutating func takeTurn(_ direction: Direction) {
    if let lastSpeaker, lastSpeaker != direction { pause(habits.turnaround) }
    lastSpeaker = direction
  }

  private mutating func append(
    _ direction: Direction, flags: ForgedSegment.Flags, options: [UInt8]? = nil, payload: ArraySlice<UInt8> = []
  ) {
    let sequence = next(direction)
    segments.append(
      ForgedSegment(
        time: clock, source: source(direction), destination: source(direction.opposite), sequence: sequence,
        acknowledgement: next(direction.opposite), flags: flags, options: options ?? timestampOption(),
        payload: payload))
    let phantom: UInt32 = flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1
    setNext(direction, sequence &+ UInt32(truncatingIfNeeded: payload.count) &+ phantom)
    pause(habits.pace)
  }

  private func timestampOption() -> [UInt8] {
    let milliseconds = UInt32(truncatingIfNeeded: clock.nanoseconds / 1_000_000)
    var option: [UInt8] = [1, 1, 8, 10]
    option.reserveCapacity(12)
    option.appendBigEndian(milliseconds)
    option.appendBigEndian(milliseconds &- 1)
    return option
  }

  private func source(_ direction: Direction) -> Endpoint { direction == .toServer ? client : server }

  private func next(_ direction: Direction) -> UInt32 { direction == .toServer ? next.toServer : next.toClient }

  private mutating func setNext(_ direction: Direction, _ sequence: UInt32) {
    if direction == .toServer { next.toServer = sequence } else { next.toClient = sequence }
  }
}
