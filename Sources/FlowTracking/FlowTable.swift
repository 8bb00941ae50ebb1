import ByteParsing
import PacketDecoding
package import TrafficModel

/// Which flow, which direction, in which order. Frames and capture time in, calls to the observer out.
///
/// Knows no clock but the capture's and does no I/O: the same frames give the same calls, in the same order. The table
/// keeps its observer, so something else should own the table.
package struct FlowTable: ~Copyable {
  package let limits: FlowLimits
  package internal(set) var counters = FlowCounters()
  let observer: FlowTeller
  var flows: [FlowKey: Flow] = [:]
  var recent = RecentFlows()
  /// By the slots of the idle queues.
  var slots: [Flow?] = []
  var idle = IdleQueues()
  var clock: CaptureClock
  var waiting = WaitingQueue()
  var fragments: FragmentTable
  /// No idle queue has anything to end before this time.
  var nextExpiry = Int64.min

  package init(limits: FlowLimits = FlowLimits(), observer: any FlowObserver) {
    self.limits = limits
    self.observer = FlowTeller(observer)
    clock = CaptureClock(limit: limits.clockStep)
    fragments = FragmentTable(limits: limits)
  }

  /// Takes one captured frame. `frame` is borrowed for the call, and so is everything the observer is given of it.
  package mutating func ingest(_ frame: RawSpan, header: FrameHeader) {
    ingest(frame, linkType: header.linkType, wireLength: header.wireLength, moment: header.moment)
  }

  package mutating func ingest(_ frame: RawSpan, linkType: LinkType, wireLength: Int, moment: Moment) {
    counters.frames &+= 1
    counters.bytes &+= UInt64(frame.byteCount)
    clock.observe(moment.time)
    accept(FrameDecoder.decode(frame, linkType: linkType, wireLength: wireLength), in: frame, moment: moment)
    settleDue(at: moment, isTick: false)
  }

  /// Capture time has come this far, with or without frames: ends what was idle too long, and stops waiting for frames
  /// that would have come by now.
  package mutating func advance(to time: Timestamp) {
    clock.advance(to: time)
    settleDue(at: Moment(time: time, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 0)), isTick: true)
  }

  /// The captures are at their end. Flows that are still open are ended, by time of their first frame and then by name.
  package mutating func finish(at moment: Moment) {
    for flow in openFlows { end(flow, .open, at: moment) }
    if fragments.removeAll() > 0 { observer.anomaly(.fragmentTimeout, of: nil, moment: moment) }
    updateCounters()
  }

  /// All flows that go on, in the order in which `finish` would end them.
  package func forEachFlow(_ body: (Flow) -> Void) { openFlows.forEach(body) }

  private var openFlows: [Flow] {
    flows.values.sorted {
      ($0.extent.start, $0.reference.id.rawValue) < ($1.extent.start, $1.reference.id.rawValue)
    }
  }

  var now: Int64 { clock.now?.nanoseconds ?? 0 }

  private mutating func accept(_ decoded: DecodedFrame, in bytes: RawSpan, moment: Moment) {
    switch decoded {
    case .segment(let segment):
      counters.segments &+= 1
      receive(segment, in: bytes, moment: moment)
    case .datagram(let datagram):
      counters.datagrams &+= 1
      receive(datagram, in: bytes, moment: moment)
    case .fragment(let fragment):
      counters.fragments &+= 1
      receive(fragment, in: bytes, moment: moment)
    case .undecoded(let reason):
      counters.add(reason)
      if reason == .tunnelDepth { observer.anomaly(.tunnelDepthLimit, of: nil, moment: moment) }
    }
  }

  /// A fragment that completes its datagram is as good as a frame that held it; a tunnel in it may hold a fragment again.
  private mutating func receive(_ fragment: IPFragment, in bytes: RawSpan, moment: Moment) {
    let result = fragments.insert(fragment, in: bytes, moment: moment, now: now)
    if result.isOverlapping { observer.anomaly(.fragmentOverlap, of: nil, moment: moment) }
    if result.timedOut > 0 { observer.anomaly(.fragmentTimeout, of: nil, moment: moment) }
    if result.evicted > 0 { observer.anomaly(.fragmentLimit, of: nil, moment: moment) }
    counters.incompleteDatagrams &+= UInt64(result.timedOut &+ result.evicted)
    if result.isRefused { counters.add(.badFragment) }
    guard let whole = result.datagram else { return }
    counters.reassembledDatagrams &+= 1
    let payload = whole.bytes.span.bytes
    let decoded = FrameDecoder.decode(
      reassembled: payload, wireLength: whole.wireLength, protocolNumber: whole.protocolNumber, network: whole.network)
    accept(decoded, in: payload, moment: moment)
  }
}
