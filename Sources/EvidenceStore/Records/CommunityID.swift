internal import Crypto
package import TrafficModel

/// Community ID v1 (corelight/community-id-spec): the same name for a flow in every tool that knows the method, whichever
/// direction was seen first.
package struct CommunityID: Hashable, Sendable, CustomStringConvertible {
  /// The SHA-1, most significant byte first.
  private let words: (UInt64, UInt64, UInt32)

  package init(_ a: Endpoint, _ b: Endpoint, protocolNumber: UInt8, seed: UInt16 = 0) {
    let (low, high) = a < b ? (a, b) : (b, a)
    words = withUnsafeTemporaryAllocation(byteCount: Self.maximumInput, alignment: 1) { input in
      var count = 0
      func append<Word: FixedWidthInteger>(_ word: Word) {
        input.storeBytes(of: word.bigEndian, toByteOffset: count, as: Word.self)
        count += MemoryLayout<Word>.size
      }
      func append(_ address: IPAddress) {
        if let bits = address.v4Bits { append(bits) } else { append(address.bits) }
      }
      append(seed)
      append(low.address)
      append(high.address)
      append(protocolNumber)
      append(0 as UInt8)
      append(low.port)
      append(high.port)
      var hash = Insecure.SHA1()
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: input[..<count]))
      return hash.finalize().withUnsafeBytes { bytes in
        (
          UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
          UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
          UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
        )
      }
    }
  }

  package init(_ flow: FlowReference) {
    self.init(flow.client, flow.server, protocolNumber: flow.transport.rawValue)
  }

  /// Seed, two addresses of IPv6, protocol, padding, two ports.
  private static let maximumInput = 40
  /// `1:` and the base64 of twenty bytes.
  static let textBytes = 30

  package var description: String {
    String(unsafeUninitializedCapacity: Self.textBytes) { text in text.baseAddress.map(write) ?? 0 }
  }

  /// Writes the `textBytes` bytes of the text; returns how many.
  func write(to place: UnsafeMutablePointer<UInt8>) -> Int {
    place[0] = UInt8(ascii: "1")
    place[1] = UInt8(ascii: ":")
    // Twenty bytes make 26 digits of six bits, one of four, and one sign of padding.
    let bits = UInt128(words.0) << 64 | UInt128(words.1)
    for index in 0..<21 {
      place[2 + index] = Base64.digit(UInt8(truncatingIfNeeded: bits >> UInt128(122 - 6 * index) & 63))
    }
    let rest = UInt64(truncatingIfNeeded: bits & 3) << 32 | UInt64(words.2)
    for index in 0..<5 {
      place[23 + index] = Base64.digit(UInt8(truncatingIfNeeded: rest >> UInt64(28 - 6 * index) & 63))
    }
    place[28] = Base64.digit(UInt8(truncatingIfNeeded: rest << 2 & 63))
    place[29] = UInt8(ascii: "=")
    return Self.textBytes
  }

  package static func == (a: Self, b: Self) -> Bool { a.words == b.words }
  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
