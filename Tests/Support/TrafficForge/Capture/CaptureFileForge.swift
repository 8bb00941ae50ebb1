import Glibc
import TrafficModel

/// Writes a pcap file of any size while holding little of it in memory.
package struct CaptureFileForge: ~Copyable {
  package struct Failure: Error, Hashable, Sendable {
    package var path: String
    package var code: Int32
  }

  private static let bufferSize = 1 << 20

  private let path: String
  private let descriptor: Int32
  private let link: LinkLayer
  private let encoding: CaptureEncoding
  private var buffer: [UInt8] = []
  private var frame: [UInt8] = []
  package private(set) var frames: UInt64 = 0
  package private(set) var bytes: UInt64 = 0

  package init(path: String, link: LinkLayer, encoding: CaptureEncoding) throws(Failure) {
    self.path = path
    self.link = link
    self.encoding = encoding
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
    buffer.reserveCapacity(Self.bufferSize + (1 << 17))
    encoding.appendFileHeader(linkType: link.linkType, into: &buffer)
  }

  deinit { close(descriptor) }

  package mutating func append(_ segment: ForgedSegment) throws(Failure) {
    frame.removeAll(keepingCapacity: true)
    link.appendHeader(from: segment.source.address, to: segment.destination.address, into: &frame)
    segment.appendDatagram(identification: UInt16(truncatingIfNeeded: frames), into: &frame)
    encoding.appendFrameHeader(
      time: segment.time, capturedLength: frame.count, wireLength: frame.count, into: &buffer)
    buffer.append(contentsOf: frame)
    frames += 1
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes what is left; the file is whole only after this.
  package mutating func finish() throws(Failure) { try flush() }

  private mutating func flush() throws(Failure) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written) }
      guard count > 0 else { throw Failure(path: path, code: errno) }
      written += count
    }
    bytes += UInt64(written)
    buffer.removeAll(keepingCapacity: true)
  }
}
