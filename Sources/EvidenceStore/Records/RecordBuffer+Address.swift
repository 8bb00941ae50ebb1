internal import TrafficModel

extension RecordBuffer {
  /// An address as a string value, as `IPAddress` describes it.
  mutating func address(_ address: IPAddress) {
    guard let bits = address.v4Bits else { return string(escaping: address.description) }
    beginString()
    append(atMost: 15) { place in
      var count = 0
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        let value = bits >> shift & 255
        if value >= 100 {
          place[count] = 0x30 | UInt8(truncatingIfNeeded: value / 100)
          count += 1
        }
        if value >= 10 {
          place[count] = 0x30 | UInt8(truncatingIfNeeded: value / 10 % 10)
          count += 1
        }
        place[count] = 0x30 | UInt8(truncatingIfNeeded: value % 10)
        count += 1
        guard shift > 0 else { break }
        place[count] = 0x2e
        count += 1
      }
      return count
    }
    endString()
  }
}
