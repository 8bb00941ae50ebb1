import ByteParsing
package import TrafficModel

/// Writes one pcapng file: several interfaces, nanoseconds, and decryption secrets on request.
///
/// One section in little-endian order. The file is new, readable by its owner only, and after every flush ends with a
/// whole block.
package struct BlockFileWriter: ~Copyable {
  /// Ticks of every interface, as a negative power of ten.
  private static let nanoseconds: UInt8 = 9

  private var file: OutputFile
  private var snapLengths: [Int] = []
  private var written: FinishedCapture

  /// - Parameter application: the program that writes, for whoever finds the file.
  package init(
    creating path: String, application: String = "egret", bufferBytes: Int = 1 << 18
  ) throws(CaptureFileError) {
    var file = try OutputFile(creating: path, bufferBytes: bufferBytes)
    try file.appendBlock(CaptureFormat.sectionMagic, bodyBytes: 64) { buffer in
      buffer.appendLittle(BlockLayout.byteOrderMagic)
      buffer.appendLittle(1 as UInt16)
      buffer.appendLittle(0 as UInt16)
      buffer.appendLittle(-1 as Int64)  // the section's length is not known beforehand
      buffer.appendOption(BlockOptions.userApplication, Array(application.utf8))
      buffer.appendOption(BlockOptions.end, [])
    }
    self.file = file
    written = FinishedCapture(path: path)
  }

  package var frames: UInt64 { written.frames }
  /// Bytes of the file once everything is written.
  package var bytes: Int64 { file.bytes }
  package var firstTime: Timestamp? { written.firstTime }
  package var lastTime: Timestamp? { written.lastTime }

  /// Describes an interface; the number names it in `append`.
  /// - Parameter snapLength: longer frames are cut to it; 0 is no limit.
  package mutating func addInterface(
    linkType: LinkType, snapLength: Int = 262_144, name: String? = nil
  ) throws(CaptureFileError) -> Int {
    let limit = UInt32(clamping: snapLength)
    try file.appendBlock(BlockType.interfaceDescription, bodyBytes: 64) { buffer in
      buffer.appendLittle(UInt16(clamping: linkType.rawValue))
      buffer.appendLittle(0 as UInt16)
      buffer.appendLittle(limit)
      if let name { buffer.appendOption(BlockOptions.interfaceName, Array(name.utf8)) }
      buffer.appendOption(BlockOptions.timestampResolution, [Self.nanoseconds])
      buffer.appendOption(BlockOptions.end, [])
    }
    snapLengths.append(limit == 0 ? .max : Int(limit))
    return snapLengths.count - 1
  }

  /// Adds the text of a TLS key log. It must come before the frames that it decrypts.
  package mutating func append(keyLog text: [UInt8]) throws(CaptureFileError) {
    try file.appendBlock(BlockType.decryptionSecrets, bodyBytes: 8 + text.count) { buffer in
      buffer.appendLittle(BlockLayout.tlsKeyLog)
      buffer.appendLittle(UInt32(clamping: text.count))
      buffer.append(contentsOf: text)
    }
  }

  /// Appends a frame of an interface that `addInterface` returned. Times before 1970 cannot be told by this format and
  /// become its first.
  package mutating func append(
    _ frame: RawSpan, interface: Int = 0, at time: Timestamp, wireLength: Int
  ) throws(CaptureFileError) {
    precondition(snapLengths.indices.contains(interface), "an interface is described before its frames")
    let captured = min(frame.byteCount, snapLengths[interface])
    let kept = frame.extracting(0..<captured)
    let ticks = UInt64(clamping: time.nanoseconds)
    try file.appendBlock(BlockType.enhancedPacket, bodyBytes: 20 + captured) { buffer in
      buffer.appendLittle(UInt32(clamping: interface))
      buffer.appendLittle(UInt32(truncatingIfNeeded: ticks >> 32))
      buffer.appendLittle(UInt32(truncatingIfNeeded: ticks))
      buffer.appendLittle(UInt32(clamping: captured))
      buffer.appendLittle(UInt32(clamping: max(wireLength, captured)))
      buffer.append(kept)
    }
    written.count(time)
  }

  /// Makes everything visible to other processes.
  package mutating func flush() throws(CaptureFileError) { try file.flush() }

  /// Ends the file. The writer is consumed: nothing can be appended to finished evidence.
  /// - Parameter isDurable: wait until the disk has it; not for a capture thread that must go on.
  package consuming func finish(isDurable: Bool = true) throws(CaptureFileError) -> FinishedCapture {
    var finished = written
    finished.bytes = try file.finish(isDurable: isDurable)
    return finished
  }
}
