import CaptureFiles

/// Forges pcapng files block by block, right ones and wrong ones.
struct BlockForge {
  var writer: ByteWriter

  init(_ order: ByteOrder = .little) { writer = ByteWriter(order) }

  var bytes: [UInt8] { writer.bytes }

  mutating func block(_ type: UInt32, _ fill: (inout ByteWriter) -> Void) {
    var body = ByteWriter(writer.order)
    fill(&body)
    body.pad(to: 4)
    let length = UInt32(body.bytes.count + 12)
    writer.put(type)
    writer.put(length)
    writer.put(bytes: body.bytes)
    writer.put(length)
  }

  /// - Parameter order: of this section and what follows.
  mutating func section(_ order: ByteOrder? = nil, major: UInt16 = 1) {
    writer.order = order ?? writer.order
    block(0x0a0d_0d0a) { body in
      body.put(0x1a2b_3c4d as UInt32)
      body.put(major)
      body.put(0 as UInt16)
      body.put(Int64(-1))
    }
  }

  mutating func interface(
    linkType: UInt16 = 1, snapLength: UInt32 = 0, name: String? = nil, resolution: UInt8? = nil, offset: Int64? = nil
  ) {
    block(1) { body in
      body.put(linkType)
      body.put(0 as UInt16)
      body.put(snapLength)
      if let name { Self.option(2, Array(name.utf8), into: &body) }
      if let resolution { Self.option(9, [resolution], into: &body) }
      if let offset {
        var value = ByteWriter(body.order)
        value.put(offset)
        Self.option(14, value.bytes, into: &body)
      }
      Self.option(0, [], into: &body)
    }
  }

  mutating func enhanced(
    _ content: [UInt8], interface: UInt32 = 0, ticks: UInt64 = 0, wire: Int? = nil, comment: String? = nil
  ) {
    block(6) { body in
      body.put(interface)
      body.put(UInt32(truncatingIfNeeded: ticks >> 32))
      body.put(UInt32(truncatingIfNeeded: ticks))
      body.put(UInt32(content.count))
      body.put(UInt32(wire ?? content.count))
      body.put(bytes: content)
      body.pad(to: 4)
      if let comment { Self.option(1, Array(comment.utf8), into: &body) }
    }
  }

  mutating func obsolete(_ content: [UInt8], interface: UInt16 = 0, ticks: UInt64 = 0) {
    block(2) { body in
      body.put(interface)
      body.put(7 as UInt16)
      body.put(UInt32(truncatingIfNeeded: ticks >> 32))
      body.put(UInt32(truncatingIfNeeded: ticks))
      body.put(UInt32(content.count))
      body.put(UInt32(content.count))
      body.put(bytes: content)
    }
  }

  mutating func simple(_ content: [UInt8], wire: Int? = nil) {
    block(3) { body in
      body.put(UInt32(wire ?? content.count))
      body.put(bytes: content)
    }
  }

  mutating func statistics(interface: UInt32 = 0, received: UInt64, dropped: UInt64, byKernel: UInt64) {
    block(5) { body in
      body.put(interface)
      body.put(UInt64(0))
      for (code, count) in [(4, received), (5, dropped), (7, byKernel)] as [(UInt16, UInt64)] {
        var value = ByteWriter(body.order)
        value.put(count)
        Self.option(code, value.bytes, into: &body)
      }
    }
  }

  mutating func secrets(_ text: String, type: UInt32 = 0x544c_534b) {
    block(10) { body in
      body.put(type)
      body.put(UInt32(text.utf8.count))
      body.put(bytes: Array(text.utf8))
    }
  }

  static func option(_ code: UInt16, _ value: [UInt8], into body: inout ByteWriter) {
    body.put(code)
    body.put(UInt16(value.count))
    body.put(bytes: value)
    body.pad(to: 4)
  }
}
