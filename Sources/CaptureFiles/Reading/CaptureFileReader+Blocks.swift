import ByteParsing
import TrafficModel

// pcapng: sections of blocks (draft-ietf-opsawg-pcapng §3).
extension CaptureFileReader {
  mutating func advanceBlock() throws(CaptureFileError) -> ReadOutcome {
    while true {
      guard try buffer.holds(BlockLayout.minimumLength) else { return unfinished() }
      // The type of a section header is the same in both byte orders: its own bytes tell the order of what follows.
      let isSection = buffer.load32(0) == UInt32(littleEndian: CaptureFormat.sectionMagic)
      if isSection, let outcome = try tellByteOrder() { return outcome }
      let order = section.order
      let length = Int(order.value(buffer.load32(4)))
      guard length >= BlockLayout.minimumLength, length & 3 == 0, length <= limits.blockLength else {
        return damaged(.absurdLength)
      }
      guard try buffer.holds(length) else { return unfinished() }
      guard Int(order.value(buffer.load32(length &- 4))) == length else { return damaged(.lengthMismatch) }
      switch readBlock(order.value(buffer.load32(0)), length) {
      case .frame(let range):
        framePosition = CapturePosition(offset: buffer.offset, frames: frameCount &- 1)
        frameBytes = buffer.consume(length, lending: range)
        return .frame
      case .skipped: buffer.consume(length)
      case .malformed:
        malformedBlocks &+= 1
        buffer.consume(length)
      case .damaged(let reason): return damaged(reason)
      }
    }
  }

  private enum BlockReading {
    /// A frame in this range of the block; `header` describes it.
    case frame(Range<Int>)
    case skipped, malformed
    case damaged(CaptureDamage.Reason)
  }

  private mutating func readBlock(_ type: UInt32, _ length: Int) -> BlockReading {
    switch type {
    case BlockType.enhancedPacket: readEnhancedPacket(length)
    case BlockType.simplePacket: readSimplePacket(length)
    case BlockType.obsoletePacket: readObsoletePacket(length)
    case CaptureFormat.sectionMagic: readSection(length)
    case BlockType.interfaceDescription: readInterface(length)
    case BlockType.interfaceStatistics: readStatistics(length)
    case BlockType.decryptionSecrets: readSecrets(length)
    default: .skipped
    }
  }

  private mutating func readEnhancedPacket(_ length: Int) -> BlockReading {
    guard length >= 32 else { return .malformed }
    let order = section.order
    return lend(
      interface: Int(order.value(buffer.load32(8))), ticksAt: 12, captured: Int(order.value(buffer.load32(20))),
      wire: Int(order.value(buffer.load32(24))), from: 28, in: length)
  }

  /// The block that enhanced packets replaced: a 16-bit interface, and a count of drops that nothing reads.
  private mutating func readObsoletePacket(_ length: Int) -> BlockReading {
    guard length >= 32 else { return .malformed }
    let order = section.order
    return lend(
      interface: Int(order.value(buffer.load16(8))), ticksAt: 12, captured: Int(order.value(buffer.load32(20))),
      wire: Int(order.value(buffer.load32(24))), from: 28, in: length)
  }

  /// Neither time nor captured length are told: the time of the frame before stands in, and the snap length of the first
  /// interface decides the rest.
  private mutating func readSimplePacket(_ length: Int) -> BlockReading {
    guard length >= 16, let interface = section[0] else { return .malformed }
    let wire = Int(section.order.value(buffer.load32(8)))
    let limit = interface.snapLength == 0 ? Int.max : Int(interface.snapLength)
    let captured = min(wire, limit, length &- 16)
    frameCount &+= 1
    describe(time: header.time, captured: captured, wire: wire, linkType: interface.linkType)
    return .frame(12..<12 &+ captured)
  }

  private mutating func lend(
    interface index: Int, ticksAt ticks: Int, captured: Int, wire: Int, from start: Int, in length: Int
  ) -> BlockReading {
    // Counted even when nothing can be lent, so that numbers stay those of packet tools.
    frameCount &+= 1
    guard captured <= length &- start &- 4, let interface = section[index] else { return .malformed }
    let high = UInt64(section.order.value(buffer.load32(ticks)))
    let low = UInt64(section.order.value(buffer.load32(ticks &+ 4)))
    let time = interface.clock.time(ticks: high << 32 | low)
    describe(time: time, captured: captured, wire: wire, linkType: interface.linkType)
    return .frame(start..<start &+ captured)
  }

  private mutating func describe(time: Timestamp, captured: Int, wire: Int, linkType: LinkType) {
    header = FrameHeader(
      time: time, frame: FrameReference(capture: capture, number: frameCount), capturedLength: captured,
      wireLength: wire, linkType: linkType)
  }

  /// Nil when the order is known, and with it the length of the section header.
  private mutating func tellByteOrder() throws(CaptureFileError) -> ReadOutcome? {
    switch UInt32(littleEndian: buffer.load32(8)) {
    case BlockLayout.byteOrderMagic: section.order = .little
    case BlockLayout.byteOrderMagic.byteSwapped: section.order = .big
    default: return damaged(buffer.offset == 0 ? .notACapture : .absurdLength)
    }
    return nil
  }

  private mutating func readSection(_ length: Int) -> BlockReading {
    guard length >= 28 else { return .damaged(.absurdLength) }
    // 1.2 differs from 1.0 in nothing that is written.
    guard section.order.value(buffer.load16(12)) == 1 else { return .damaged(.unsupportedVersion) }
    section.beginSection()
    return .skipped
  }

  private mutating func readInterface(_ length: Int) -> BlockReading {
    guard section.interfaces.count < limits.interfaces else { return .damaged(.tooManyInterfaces) }
    var cursor = ByteCursor(buffer.bytes(8..<length &- 4).bytes)
    do throws(DecodeError) {
      section.append(try CaptureInterface(parsing: &cursor, section.order))
      return .skipped
    } catch {
      return .malformed
    }
  }

  private mutating func readStatistics(_ length: Int) -> BlockReading {
    var cursor = ByteCursor(buffer.bytes(8..<length &- 4).bytes)
    do throws(DecodeError) {
      let index = Int(try cursor.readUInt32(section.order))
      try cursor.skip(8)  // when they were taken
      return section.update(index, try InterfaceCounters(parsing: &cursor, section.order)) ? .skipped : .malformed
    } catch {
      return .malformed
    }
  }

  private mutating func readSecrets(_ length: Int) -> BlockReading {
    var cursor = ByteCursor(buffer.bytes(8..<length &- 4).bytes)
    do throws(DecodeError) {
      let type = try cursor.readUInt32(section.order)
      let count = Int(try cursor.readUInt32(section.order))
      let secret = try cursor.take(count)
      if type == BlockLayout.tlsKeyLog { secretStore.append(secret) }
      return .skipped
    } catch {
      return .malformed
    }
  }
}
