import ByteParsing
import PacketDecoding
import TrafficModel

/// TCP: from a segment to its flow and into the stream of its sender.
extension FlowTable {
  mutating func receive(_ segment: TCPSegment, in bytes: RawSpan, moment: Moment) {
    let source = segment.source
    let key = FlowKey(source, segment.destination, .tcp)
    let fromLow = source == key.low
    guard let flow = flow(for: segment, key: key, fromLow: fromLow, moment: moment) else {
      counters.straySegments &+= 1
      return
    }
    let print = RecentFrames.fingerprint(segment)
    let isCopy = flow.connection.withSides(fromLow: fromLow) { sender, _ in
      sender.recent.isCopy(print, at: moment.time)
    }
    if isCopy {
      counters.duplicateFrames &+= 1
      return
    }
    flow.extent.extend(to: moment)
    flow.lastMoment = moment
    place(segment, bytes.extracting(segment.payload.captured), of: flow, fromLow: fromLow, moment: moment)
    updateFacts(of: flow)
    touch(flow, in: queue(of: flow))
  }

  private mutating func find(_ key: FlowKey) -> Flow? {
    guard let flow = flows[key] else { return nil }
    recent.note(flow)
    return flow
  }

  /// The flow that the segment belongs to, begun if need be; nil for closings of flows that are not known.
  private mutating func flow(for segment: TCPSegment, key: FlowKey, fromLow: Bool, moment: Moment) -> Flow? {
    let known = recent[key] ?? find(key)
    if let known {
      guard known.connection.mayBeReplaced(by: segment.header) else { return known }
      guard let start = known.connection.newConversation(segment, fromLow: fromLow, moment: moment) else {
        return known
      }
      end(known, .closed, at: moment)
      if case .challenge(let challenge) = start {
        return beginAnswered(challenge, key: key, segment, after: known)
      }
    }
    let header = segment.header
    let isOpening = header.hasSYN
    let isClosing = header.hasRST || (header.hasFIN && segment.payload.wireLength == 0)
    if isClosing && !isOpening { return nil }
    let (client, server) = roles(of: segment)
    let flow = begin(
      key, client: client, server: server, isMidstream: !isOpening, network: segment.network,
      after: known, moment: moment)
    flow.connection.rolesAreSettled = isOpening
    return flow
  }

  /// A SYN that met a live flow of the same ends, and was answered: so the old conversation is over.
  private mutating func beginAnswered(
    _ challenge: Connection.Challenge, key: FlowKey, _ segment: TCPSegment, after: Flow
  ) -> Flow {
    let client = challenge.fromLow ? key.low : key.high
    let flow = begin(
      key, client: client, server: client == key.low ? key.high : key.low, isMidstream: false,
      network: segment.network, after: after, moment: challenge.moment)
    flow.connection.rolesAreSettled = true
    var out = FlowDelivery(observer: observer, flow: flow, direction: .toServer)
    flow.connection.withSides(fromLow: challenge.fromLow) { sender, _ in
      sender.initial = challenge.sequence
      _ = sender.reassembler.synchronize(challenge.sequence, moment: challenge.moment, into: &out)
      sender.reassembler.counts.frames = 1
    }
    return flow
  }

  private func roles(of segment: TCPSegment) -> (client: Endpoint, server: Endpoint) {
    let source = segment.source
    let destination = segment.destination
    let header = segment.header
    if header.hasSYN { return header.hasACK ? (destination, source) : (source, destination) }
    let server = RoleProbe.server(of: source, destination) ?? destination
    return server == source ? (destination, source) : (source, destination)
  }

  private mutating func place(
    _ segment: TCPSegment, _ payload: RawSpan, of flow: Flow, fromLow: Bool, moment: Moment
  ) {
    let heldBefore = flow.connection.heldCost
    let notices = flow.connection.take(segment, payload, of: flow, fromLow: fromLow, observer: observer, moment: moment)
    if !notices.isEmpty { tell(notices, of: flow, moment: moment) }
    if flow.connection.isWaiting || flow.isQueuedWaiting || heldBefore != 0 {
      counters.heldBytes &+= flow.connection.heldCost &- heldBefore
      keepLimits(of: flow, fromLow: fromLow, moment: moment)
      settle(flow, at: moment, isTick: false)
    }
  }

  private mutating func tell(_ notices: Connection.Notices, of flow: Flow, moment: Moment) {
    if notices.contains(.conflict) { observer.anomaly(.conflictingOverlap, of: flow, moment: moment) }
    if notices.contains(.simultaneousOpen) { observer.anomaly(.splitHandshake, of: flow, moment: moment) }
    if notices.contains(.dataAfterReset) { observer.anomaly(.dataAfterReset, of: flow, moment: moment) }
    if notices.contains(.implausible) { counters.implausibleSegments &+= 1 }
    if notices.contains(.keepAlive) { counters.keepAlives &+= 1 }
  }

  /// Brings the counts that everyone can read up to date with those of the reassemblers.
  mutating func updateFacts(of flow: Flow) {
    let gaps = flow.toServer.gaps &+ flow.toClient.gaps
    let gapBytes = flow.toServer.gapBytes &+ flow.toClient.gapBytes
    let low = flow.connection.low.reassembler.counts
    let high = flow.connection.high.reassembler.counts
    flow.toServer = flow.clientIsLow ? low : high
    flow.toClient = flow.clientIsLow ? high : low
    counters.gaps &+= low.gaps &+ high.gaps &- gaps
    counters.gapBytes &+= low.gapBytes &+ high.gapBytes &- gapBytes
  }

  private func queue(of flow: Flow) -> IdleQueues.Queue {
    if flow.connection.isClosed { return .closed }
    return flow.connection.isAttempt ? .attempts : .established
  }
}
