package import TrafficModel

/// The segments of one or more connections in the order in which they were captured.
///
/// Each disturbance returns a copy. The sequence of times stays as it was: a capture is written in the order of its
/// times, however the network shuffled what it carries.
package struct ForgedTraffic: Hashable, Sendable {
  package var segments: [ForgedSegment]

  package init(_ segments: [ForgedSegment]) { self.segments = segments }

  /// Several connections on one time line.
  package init(merging wires: [TrafficForge]) {
    let all = wires.flatMap(\.conversation.segments).enumerated()
    segments = all.sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  package func frames(over link: LinkLayer = .ethernet) -> [ForgedFrame] {
    segments.enumerated().map { index, segment in
      ForgedFrame(segment, over: link, identification: UInt16(truncatingIfNeeded: index))
    }
  }

  /// The traffic as the bytes of a pcap file.
  package func capture(
    over link: LinkLayer = .ethernet, encoding: CaptureEncoding = CaptureEncoding()
  ) -> [UInt8] {
    var capture = ForgedCapture(encoding, linkType: link.linkType)
    for frame in frames(over: link) { capture.append(frame) }
    return capture.bytes
  }

  /// The payload of one direction of one connection, as the receiver would read it if nothing were disturbed.
  package func payload(from source: Endpoint) -> [UInt8] {
    segments.filter { $0.source == source }.flatMap(\.payload)
  }
}
