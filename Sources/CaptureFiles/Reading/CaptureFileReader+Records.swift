import TrafficModel

// Classic pcap: a file header, then records.
extension CaptureFileReader {
  /// Nil when the records follow.
  mutating func beginRecords(_ layout: ClassicLayout) throws(CaptureFileError) -> ReadOutcome? {
    guard try buffer.holds(ClassicLayout.fileHeaderLength) else { return unfinished() }
    let major = layout.order.value(buffer.load16(4))
    let minor = layout.order.value(buffer.load16(6))
    // Before 2.3 the two lengths of a record stood the other way round.
    guard major == 2, minor >= 3 else { return damaged(.unsupportedVersion) }
    // The upper bits tell the length of a frame check sequence, which decoding skips by the lengths of the layers.
    let linkType = LinkType(rawValue: layout.order.value(buffer.load32(20)) & 0xffff)
    buffer.consume(ClassicLayout.fileHeaderLength)
    stage = .records(layout, linkType)
    return nil
  }

  mutating func advanceRecord(
    _ layout: ClassicLayout, _ linkType: LinkType
  ) throws(CaptureFileError) -> ReadOutcome {
    guard try buffer.holds(layout.recordHeaderLength) else { return unfinished() }
    let captured = Int(layout.order.value(buffer.load32(8)))
    guard captured <= limits.capturedLength else { return damaged(.absurdLength) }
    // Safe: a record header has at most 24 bytes and a frame at most `capturedLength`.
    let length = layout.recordHeaderLength &+ captured
    guard try buffer.holds(length) else { return unfinished() }
    framePosition = CapturePosition(offset: buffer.offset, frames: frameCount)
    frameCount &+= 1
    let seconds = layout.order.value(buffer.load32(0))
    let ticks = layout.order.value(buffer.load32(4))
    // Written out rather than asked of a method: lending all of the reader to one copies it, in every frame.
    header = FrameHeader(
      time: layout.time(seconds: seconds, ticks: ticks), frame: FrameReference(capture: capture, number: frameCount),
      capturedLength: captured,
      wireLength: Int(layout.order.value(buffer.load32(12))), linkType: linkType)
    frameBytes = buffer.consume(length, lending: layout.recordHeaderLength..<length)
    return .frame
  }
}
