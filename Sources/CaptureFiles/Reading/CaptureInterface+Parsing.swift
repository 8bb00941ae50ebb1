import ByteParsing
import TrafficModel

extension CaptureInterface {
  /// The body of an interface description block. An option that is too short for its kind makes the block malformed.
  init(parsing cursor: inout ByteCursor, _ order: ByteOrder) throws(DecodeError) {
    let linkType = LinkType(rawValue: UInt32(try cursor.readUInt16(order)))
    try cursor.skip(2)
    let snapLength = try cursor.readUInt32(order)
    var name: UntrustedText?
    var resolution: UInt8 = 6
    var offsetSeconds: Int64 = 0
    try BlockOptions.forEach(&cursor, order) { (code, value) throws(DecodeError) in
      switch code {
      case BlockOptions.interfaceName: name = UntrustedText(decoding: [UInt8](copying: value.takeRest()))
      case BlockOptions.timestampResolution: resolution = try value.readUInt8()
      case BlockOptions.timestampOffset: offsetSeconds = Int64(bitPattern: try value.readUInt64(order))
      default: break
      }
    }
    let clock = TimestampClock(resolution: resolution, offsetSeconds: offsetSeconds)
    self.init(linkType: linkType, snapLength: snapLength, clock: clock, name: name)
  }
}

extension InterfaceCounters {
  /// The options of an interface statistics block.
  init(parsing cursor: inout ByteCursor, _ order: ByteOrder) throws(DecodeError) {
    var counters = InterfaceCounters()
    try BlockOptions.forEach(&cursor, order) { (code, value) throws(DecodeError) in
      switch code {
      case BlockOptions.received: counters.received = try value.readUInt64(order)
      case BlockOptions.droppedByInterface: counters.droppedByInterface = try value.readUInt64(order)
      case BlockOptions.droppedByKernel: counters.droppedByKernel = try value.readUInt64(order)
      default: break
      }
    }
    self = counters
  }
}
