/// Removes the mask of a frame's payload (RFC 6455 §5.3) into a buffer that is used again and again.
struct Unmasking: ~Copyable {
  /// Payload bytes unmasked at once.
  static let pieceSize = 16 << 10

  private var mask: UInt32?
  /// Payload bytes of the frame so far; only its last two bits count.
  private var position: UInt64 = 0
  private var buffer: [UInt8] = []

  var isNeeded: Bool { mask != nil }

  mutating func begin(_ mask: UInt32?) {
    self.mask = mask
    position = 0
  }

  /// `count` payload bytes are not looked at.
  mutating func skip(_ count: UInt64) { position &+= count }

  /// At most `pieceSize` bytes, in a buffer to be handed back with `giveBack`.
  mutating func unmask(_ payload: RawSpan) -> [UInt8] {
    var result: [UInt8] = []
    swap(&result, &buffer)
    result.removeAll(keepingCapacity: true)
    payload.withUnsafeBytes { result.append(contentsOf: $0) }
    guard let mask else { return result }
    let shift = UInt32(position & 3) * 8
    let rotated = mask >> shift | mask << ((32 - shift) & 31)
    apply(shift == 0 ? mask : rotated, to: &result)
    position &+= UInt64(payload.byteCount)
    return result
  }

  mutating func giveBack(_ piece: consuming [UInt8]) { buffer = piece }

  private func apply(_ mask: UInt32, to bytes: inout [UInt8]) {
    let wide = SIMD4<UInt32>(repeating: mask)
    bytes.withUnsafeMutableBytes { buffer in
      var offset = 0
      while offset + 16 <= buffer.count {
        let word = buffer.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt32>.self)
        buffer.storeBytes(of: word ^ wide, toByteOffset: offset, as: SIMD4<UInt32>.self)
        offset += 16
      }
      while offset < buffer.count {
        buffer[offset] ^= UInt8(truncatingIfNeeded: mask >> UInt32((offset & 3) * 8))
        offset += 1
      }
    }
  }
}
