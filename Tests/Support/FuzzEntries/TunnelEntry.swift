import ByteParsing
import PacketDecoding
import TrafficModel

/// The first byte chooses how many layers there are, the next ones which; the rest is what the innermost carries. The outer
/// headers are given, so that fuzzing begins inside. The second half of the first byte says how much a capture cut off.
public func fuzzTunnels(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let first = choices.choice()
  let layers = (0..<(first & 7)).map { _ in choices.choice() }
  var frame = choices.remainder
  for layer in layers { frame = wrapped(frame, in: layer) }
  let wireLength = frame.count
  frame.removeLast(min(frame.count, Int(first >> 4) * 3))
  switch FrameDecoder.decode(frame.span.bytes, linkType: .ethernet, wireLength: wireLength) {
  case .segment(let segment): demandTunnelled(segment.payload, segment.network.tunnels, frame)
  case .datagram(let datagram): demandTunnelled(datagram.payload, datagram.network.tunnels, frame)
  case .fragment(let fragment): demandTunnelled(fragment.payload, fragment.network.tunnels, frame)
  case .undecoded: break
  }
}

private func demandTunnelled(_ payload: PayloadRange, _ tunnels: TunnelPath, _ frame: [UInt8]) {
  demand(payload.captured.lowerBound >= 0 && payload.captured.upperBound <= frame.count, "payload lies in the frame")
  demand(payload.captured.count <= payload.wireLength, "no more was captured than was on the wire")
  demand(tunnels.depth <= TunnelPath.depthLimit, "tunnels nest no deeper than the limit")
  demand(tunnels.names.count == tunnels.depth, "each layer has a name")
}

/// `inner`, an Ethernet frame, as an Ethernet frame with one more layer around it.
private func wrapped(_ inner: [UInt8], in layer: UInt8) -> [UInt8] {
  let datagram = Array(inner.dropFirst(14))
  return switch layer % 12 {
  case 0: ethernet(ip(17, udp(4789, [8, 0, 0, 0, 0, 0, 7, 0] + inner)))
  case 1: ethernet(ip(17, udp(6081, [layer >> 7, 0, 0x65, 0x58, 0, 0, 7, 0] + inner)))
  case 2: ethernet(ip(47, [0, 0, 0x65, 0x58] + inner))
  case 3: ethernet(ip(47, [0x30, 0, 0x08, 0] + [UInt8](repeating: 1, count: 8) + datagram))
  case 4: ethernet(ip(47, [0x10, 0, 0x88, 0xbe, 0, 0, 0, 1] + [0x10, 0, 0, 0, 0, 0, 0, 0] + inner))
  case 5: ethernet(ip(47, [0x10, 0, 0x22, 0xeb, 0, 0, 0, 1] + [0x20] + [UInt8](repeating: 0, count: 11) + inner))
  case 6: ethernet(ip(4, datagram))
  case 7: ethernet(ip(41, datagram))
  case 8: ethernet([0, 1, 0x01, 64] + datagram, type: 0x8847)
  case 9: ethernet([0x11, 0, 0, 1] + length(datagram.count + 2) + [0, 0x21] + datagram, type: 0x8864)
  case 10: ethernet(ip(17, udp(2152, [0x30, 255] + length(datagram.count) + [0, 0, 0, 7] + datagram)))
  default: ethernet([0, layer] + inner.dropFirst(12).prefix(2) + datagram, type: 0x88a8)
  }
}

private func ethernet(_ payload: [UInt8], type: Int = 0x0800) -> [UInt8] {
  [UInt8](repeating: 2, count: 12) + length(type) + payload
}

private func ip(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
  [0x45, 0] + length(20 + payload.count) + [0, 1, 0, 0, 64, number, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2] + payload
}

private func udp(_ port: Int, _ payload: [UInt8]) -> [UInt8] {
  length(50_000) + length(port) + length(8 + payload.count) + [0, 0] + payload
}

private func length(_ count: Int) -> [UInt8] {
  [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
}
