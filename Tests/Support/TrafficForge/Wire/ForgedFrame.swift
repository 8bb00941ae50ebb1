package import TrafficModel

/// One frame as a capture would hold it.
package struct ForgedFrame: Hashable, Sendable {
  package var time: Timestamp
  package var bytes: [UInt8]
  /// At least `bytes.count`; more under a snap length.
  package var wireLength: Int
  package var linkType: LinkType

  package init(time: Timestamp, bytes: [UInt8], wireLength: Int? = nil, linkType: LinkType) {
    self.time = time
    self.bytes = bytes
    self.wireLength = wireLength ?? bytes.count
    self.linkType = linkType
  }

  package init(_ segment: ForgedSegment, over link: LinkLayer, identification: UInt16 = 1) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(100 + segment.payload.count)
    link.appendHeader(from: segment.source.address, to: segment.destination.address, into: &bytes)
    segment.appendDatagram(identification: identification, into: &bytes)
    self.init(time: segment.time, bytes: bytes, linkType: link.linkType)
  }

  /// The same frame as a capture with this snap length holds it.
  package func cut(to snapLength: Int) -> Self {
    var copy = self
    copy.bytes = Array(bytes.prefix(snapLength))
    return copy
  }
}
