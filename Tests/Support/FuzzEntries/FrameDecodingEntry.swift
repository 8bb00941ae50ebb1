import ByteParsing
import PacketDecoding
import TrafficModel

/// The first byte chooses the link type, the second what the capture claims of the length on the wire.
public func fuzzFrameDecoding(_ input: UnsafeRawBufferPointer) {
  let linkTypes: [LinkType] = [
    .ethernet, .raw, .null, .loop, .linuxSLL, .linuxSLL2, .ipv4, .ipv6, LinkType(rawValue: 7),
  ]
  var choices = FuzzInput(input)
  let linkType = linkTypes[Int(choices.choice()) % linkTypes.count]
  let excess = Int(choices.choice()) * 9
  let frame = choices.remainder
  switch FrameDecoder.decode(frame.span.bytes, linkType: linkType, wireLength: frame.count + excess) {
  case .segment(let segment): demandInside(segment.payload, frame)
  case .datagram(let datagram): demandInside(datagram.payload, frame)
  case .fragment(let fragment): demandInside(fragment.payload, frame)
  case .undecoded: break
  }
}

private func demandInside(_ payload: PayloadRange, _ frame: [UInt8]) {
  demand(payload.captured.lowerBound >= 0 && payload.captured.upperBound <= frame.count, "payload lies in the frame")
  demand(payload.captured.count <= payload.wireLength, "no more was captured than was on the wire")
}
