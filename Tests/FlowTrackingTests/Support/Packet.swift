import TrafficModel

/// One TCP or UDP packet as a test writes it; everything has an uninteresting default.
struct Packet {
  var source = Endpoint(IPAddress(v4: 0xc000_020a), 40_000)
  var destination = Endpoint(IPAddress(v4: 0xc633_6407), 8080)
  var sequence: UInt32 = 0
  var acknowledgement: UInt32 = 0
  /// Letters of the flags that are set: `S A F R P`.
  var flags = "A"
  var payload: [UInt8] = []
  var identification: UInt16 = 0
  var window: UInt16 = 0xffff
  var isDatagram = false

  /// The IP protocol unit without its IP header.
  var transport: [UInt8] {
    if isDatagram {
      return be(source.port) + be(destination.port) + be(UInt16(payload.count + 8)) + [0, 0] + payload
    }
    let bits = flags.reduce(UInt8(0)) { $0 | (["F": 1, "S": 2, "R": 4, "P": 8, "A": 16][$1] ?? 0) }
    return be(source.port) + be(destination.port) + be(sequence) + be(acknowledgement) + [0x50, bits] + be(window)
      + [0, 0, 0, 0] + payload
  }

  /// From the IP header on.
  var datagram: [UInt8] {
    guard let from = source.address.v4Bits, let to = destination.address.v4Bits else { return version6 }
    return ipv4(from, to, proto: isDatagram ? 17 : 6, identification: identification, payload: transport)
  }

  var frame: [UInt8] {
    [UInt8](repeating: 2, count: 12) + (source.address.v4Bits == nil ? [0x86, 0xdd] : [8, 0]) + datagram
  }

  private var version6: [UInt8] {
    [0x60, 0, 0, 0] + be(UInt16(transport.count)) + [isDatagram ? 17 : 6, 64] + be(source.address.bits)
      + be(destination.address.bits) + transport
  }
}

func ipv4(
  _ from: UInt32, _ to: UInt32, proto: UInt8, identification: UInt16, fragment: UInt16 = 0, payload: [UInt8]
) -> [UInt8] {
  [0x45, 0] + be(UInt16(truncatingIfNeeded: payload.count + 20)) + be(identification) + be(fragment)
    + [64, proto, 0, 0] + be(from) + be(to) + payload
}

func be<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
  (0..<MemoryLayout<T>.size).reversed().map { UInt8(truncatingIfNeeded: value >> T($0 * 8)) }
}
