import CaptureFiles
import TrafficModel

/// The capture that an extraction writes: an interface for each capture and link type that frames came from.
struct ExtractedCapture: ~Copyable {
  private struct Source: Hashable {
    var capture: CaptureID?
    var linkType: LinkType
  }

  private var writer: BlockFileWriter
  private var interfaces: [Source: Int] = [:]

  init(creating path: String, secrets: [UInt8]) throws(CaptureFileError) {
    var writer = try BlockFileWriter(creating: path)
    if !secrets.isEmpty { try writer.append(keyLog: secrets) }
    self.writer = writer
  }

  /// - Parameters:
  ///   - capture: where the frame comes from; nil when it was made here.
  ///   - name: what the interface is called when this is its first frame.
  mutating func append(
    _ frame: RawSpan, linkType: LinkType, from capture: CaptureID?, named name: String, at time: Timestamp,
    wireLength: Int
  ) throws(CaptureFileError) {
    let source = Source(capture: capture, linkType: linkType)
    let interface: Int
    if let known = interfaces[source] {
      interface = known
    } else {
      interface = try writer.addInterface(linkType: linkType, snapLength: 0, name: name)
      interfaces[source] = interface
    }
    try writer.append(frame, interface: interface, at: time, wireLength: wireLength)
  }

  consuming func finish() throws(CaptureFileError) -> FinishedCapture { try writer.finish() }
}
