import PacketDecoding
import TrafficModel

/// UDP: a flow is what the same two ends send each other without a long pause.
extension FlowTable {
  mutating func receive(_ datagram: UDPDatagram, in bytes: RawSpan, moment: Moment) {
    let source = datagram.source
    let key = FlowKey(source, datagram.destination, .udp)
    let flow = flows[key] ?? beginDatagrams(key, datagram, moment: moment)
    let fromLow = source == key.low
    let print = RecentFrames.fingerprint(datagram)
    let isCopy = flow.connection.withSides(fromLow: fromLow) { sender, _ in
      sender.recent.isCopy(print, at: moment.time)
    }
    if isCopy {
      counters.duplicateFrames &+= 1
      return
    }
    let direction = flow.direction(fromLow: fromLow)
    flow.extent.extend(to: moment)
    flow.lastMoment = moment
    flow.count(datagram, direction)
    touch(flow, in: .datagrams)
    observer.receiveDatagram(
      bytes.extracting(datagram.payload.captured), direction, of: flow, moment: moment)
  }

  /// The client is who speaks first, unless the ports say plainly that this is an answer.
  private mutating func beginDatagrams(_ key: FlowKey, _ datagram: UDPDatagram, moment: Moment) -> Flow {
    let source = datagram.source
    let destination = datagram.destination
    let isAnswer = RoleProbe.rank(source.port) < 2 && RoleProbe.rank(destination.port) >= 2
    return begin(
      key, client: isAnswer ? destination : source, server: isAnswer ? source : destination, isMidstream: isAnswer,
      network: datagram.network, after: nil, moment: moment)
  }
}

extension Flow {
  fileprivate func count(_ datagram: UDPDatagram, _ direction: Direction) {
    var counts = direction == .toServer ? toServer : toClient
    counts.frames &+= UInt64(datagram.network.frames)
    counts.wireBytes &+= UInt64(datagram.network.wireLength)
    counts.payloadBytes &+= UInt64(datagram.payload.capturedLength)
    let missing = datagram.payload.wireLength &- datagram.payload.capturedLength
    counts.gapBytes &+= UInt64(missing)
    if missing > 0 { counts.gaps &+= 1 }
    if direction == .toServer { toServer = counts } else { toClient = counts }
  }
}
