import PacketDecoding
import TrafficModel

/// Tells which frames belong to flows that are wanted: by their two ends and their time.
///
/// Fragments name no ports: those between the hosts of a wanted flow, while it lasts, belong to it.
struct FrameSelector {
  private struct Hosts: Hashable {
    var low: IPAddress
    var high: IPAddress

    init(_ a: IPAddress, _ b: IPAddress) { (low, high) = a < b ? (a, b) : (b, a) }
  }

  /// Sorted by start: flows of one key follow each other.
  private var times: [FlowKey: [ClosedRange<Timestamp>]] = [:]
  private var hosts: [Hosts: ClosedRange<Timestamp>] = [:]

  init(_ flows: some Sequence<FlowFinder.Found>) {
    for found in flows {
      let (flow, time) = (found.flow, found.start...max(found.start, found.end))
      times[FlowKey(flow.client, flow.server, flow.transport), default: []].append(time)
      let pair = Hosts(flow.client.address, flow.server.address)
      let known = hosts[pair] ?? time
      hosts[pair] = min(known.lowerBound, time.lowerBound)...max(known.upperBound, time.upperBound)
    }
  }

  var isEmpty: Bool { times.isEmpty }

  func selects(_ frame: RawSpan, _ header: FrameHeader) -> Bool {
    switch FrameDecoder.decode(frame, linkType: header.linkType, wireLength: header.wireLength) {
    case .segment(let segment): selects(FlowKey(segment.source, segment.destination, .tcp), header.time)
    case .datagram(let datagram): selects(FlowKey(datagram.source, datagram.destination, .udp), header.time)
    case .fragment(let fragment):
      hosts[Hosts(fragment.network.source, fragment.network.destination)]?.contains(header.time) == true
    case .undecoded: false
    }
  }

  /// Whether the frame may say which name an address has (RFC 1035: port 53).
  func namesHosts(_ frame: RawSpan, _ header: FrameHeader) -> Bool {
    guard
      case .datagram(let datagram) = FrameDecoder.decode(
        frame, linkType: header.linkType, wireLength: header.wireLength)
    else { return false }
    return datagram.source.port == 53
  }

  private func selects(_ key: FlowKey, _ time: Timestamp) -> Bool {
    guard let known = times[key] else { return false }
    // The last that begins no later than this.
    var range = known.startIndex..<known.endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if known[middle].lowerBound <= time {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound > 0 && known[range.lowerBound - 1].contains(time)
  }
}
