import CaptureFiles
import TrafficModel

/// One file of a ring: classic pcap for one interface, pcapng for several.
enum RingFileWriter: ~Copyable {
  case classic(CaptureFileWriter)
  case blocks(BlockFileWriter)

  init(creating path: String, _ interfaces: [InterfaceHandle], snapLength: Int) throws(CaptureFileError) {
    if interfaces.count == 1, let only = interfaces.first {
      self = .classic(try CaptureFileWriter(creating: path, linkType: only.linkType, snapLength: snapLength))
      return
    }
    var writer = try BlockFileWriter(creating: path)
    for interface in interfaces {
      _ = try writer.addInterface(linkType: interface.linkType, snapLength: snapLength, name: interface.name)
    }
    self = .blocks(writer)
  }

  static func suffix(interfaces: Int) -> String { interfaces == 1 ? "pcap" : "pcapng" }

  /// - Returns: bytes of the file once everything is written.
  mutating func append(
    _ frame: RawSpan, interface: Int, at time: Timestamp, wireLength: Int
  ) throws(CaptureFileError) -> Int64 {
    switch consume self {
    case .classic(var writer):
      do throws(CaptureFileError) {
        try writer.append(frame, at: time, wireLength: wireLength)
      } catch {
        self = .classic(writer)
        throw error
      }
      let bytes = writer.bytes
      self = .classic(writer)
      return bytes
    case .blocks(var writer):
      do throws(CaptureFileError) {
        try writer.append(frame, interface: interface, at: time, wireLength: wireLength)
      } catch {
        self = .blocks(writer)
        throw error
      }
      let bytes = writer.bytes
      self = .blocks(writer)
      return bytes
    }
  }

  mutating func flush() throws(CaptureFileError) {
    switch consume self {
    case .classic(var writer):
      do throws(CaptureFileError) {
        try writer.flush()
      } catch {
        self = .classic(writer)
        throw error
      }
      self = .classic(writer)
    case .blocks(var writer):
      do throws(CaptureFileError) {
        try writer.flush()
      } catch {
        self = .blocks(writer)
        throw error
      }
      self = .blocks(writer)
    }
  }

  consuming func finish() throws(CaptureFileError) -> FinishedCapture {
    switch consume self {
    case .classic(let writer): try writer.finish(isDurable: false)
    case .blocks(let writer): try writer.finish(isDurable: false)
    }
  }
}
