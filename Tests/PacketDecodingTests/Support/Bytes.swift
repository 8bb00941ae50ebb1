import ByteParsing
import PacketDecoding
import TrafficModel

func be<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
  (0..<MemoryLayout<T>.size).reversed().map { UInt8(truncatingIfNeeded: value >> T($0 * 8)) }
}

/// Reads one fixed unit from the whole of `bytes`.
func parse<Unit>(
  _ bytes: [UInt8], _ body: (inout ByteCursor) throws(DecodeError) -> Unit
) throws(DecodeError) -> (unit: Unit, offset: Int) {
  var cursor = ByteCursor(bytes.span.bytes)
  let unit = try body(&cursor)
  return (unit, cursor.offset)
}

func decode(_ frame: [UInt8], _ linkType: LinkType = .ethernet, wireLength: Int? = nil) -> DecodedFrame {
  FrameDecoder.decode(frame.span.bytes, linkType: linkType, wireLength: wireLength ?? frame.count)
}

extension DecodedFrame {
  var segment: TCPSegment? { if case .segment(let segment) = self { segment } else { nil } }
  var datagram: UDPDatagram? { if case .datagram(let datagram) = self { datagram } else { nil } }
  var fragment: IPFragment? { if case .fragment(let fragment) = self { fragment } else { nil } }
  var undecoded: UndecodedReason? { if case .undecoded(let reason) = self { reason } else { nil } }
}

/// Layers as a test writes them, each around the bytes of the next.
enum Layer {
  static func ethernet(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    [UInt8](repeating: 2, count: 12) + be(type) + payload
  }

  static func tcp(
    from: UInt16 = 40_000, to: UInt16 = 8080, sequence: UInt32 = 1, flags: UInt8 = 0x18, options: [UInt8] = [],
    _ payload: [UInt8]
  ) -> [UInt8] {
    be(from) + be(to) + be(sequence) + be(UInt32(7)) + [UInt8(5 + options.count / 4) << 4, flags] + be(UInt16(512))
      + [0xab, 0xcd, 0, 0] + options + payload
  }

  static func udp(from: UInt16 = 5000, to: UInt16 = 6000, length: UInt16? = nil, _ payload: [UInt8]) -> [UInt8] {
    be(from) + be(to) + be(length ?? UInt16(payload.count + 8)) + [0xab, 0xcd] + payload
  }

  static func ipv4(
    _ proto: UInt8, totalLength: UInt16? = nil, fragment: UInt16 = 0, options: [UInt8] = [], _ payload: [UInt8]
  ) -> [UInt8] {
    let length = totalLength ?? UInt16(truncatingIfNeeded: 20 + options.count + payload.count)
    return [0x40 | UInt8(5 + options.count / 4), 0] + be(length) + be(UInt16(0x1234)) + be(fragment)
      + [64, proto, 0, 0, 192, 0, 2, 10, 198, 51, 100, 7] + options + payload
  }

  static func ipv6(_ next: UInt8, payloadLength: UInt16? = nil, _ payload: [UInt8]) -> [UInt8] {
    let prefix: [UInt8] = [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    return [0x60, 0, 0, 0] + be(payloadLength ?? UInt16(truncatingIfNeeded: payload.count)) + [next, 64] + prefix + [1]
      + prefix + [2] + payload
  }
}
