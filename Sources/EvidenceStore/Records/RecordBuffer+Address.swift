internal import TrafficModel

extension RecordBuffer {
  /// An address as a string value, as `IPAddress` describes it.
  mutating func address(_ address: IPAddress) {
    guard let bits = address.v4Bits else { return string(escaping: address.description) }
    beginString()
    append(atMost: IPAddress.dottedQuadBytes) { IPAddress.writeDottedQuad(bits, to: $0) }
    endString()
  }
}
