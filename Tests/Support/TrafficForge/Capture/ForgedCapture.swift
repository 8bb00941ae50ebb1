package import TrafficModel

/// A pcap file as bytes.
package struct ForgedCapture: Sendable {
  package let encoding: CaptureEncoding
  package private(set) var bytes: [UInt8] = []

  package init(_ encoding: CaptureEncoding = CaptureEncoding(), linkType: LinkType = .ethernet) {
    self.encoding = encoding
    encoding.appendFileHeader(linkType: linkType, into: &bytes)
  }

  /// Frames longer than the encoding's snap length are cut to it.
  package init(_ frames: [ForgedFrame], encoding: CaptureEncoding = CaptureEncoding()) {
    self.init(encoding, linkType: frames.first?.linkType ?? .ethernet)
    for frame in frames { append(frame) }
  }

  package mutating func append(_ frame: ForgedFrame) {
    let captured = frame.bytes.prefix(Int(encoding.snapLength))
    encoding.appendFrameHeader(
      time: frame.time, capturedLength: captured.count, wireLength: frame.wireLength, into: &bytes)
    bytes.append(contentsOf: captured)
  }
}
