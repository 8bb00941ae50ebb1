import ByteParsing
import TrafficModel

/// Reads the data of HTTPS and SVCB records (RFC 9460 §2.2).
struct ServiceBindingReader {
  private enum Key {
    static let protocols: UInt16 = 1
    static let port: UInt16 = 3
    static let ipv4Hint: UInt16 = 4
    static let encryptedHello: UInt16 = 5
    static let ipv6Hint: UInt16 = 6
  }

  private var binding: DNSServiceBinding
  private let end: Int
  private let limit: Int

  /// Reads priority and target.
  init(_ message: RawSpan, _ cursor: inout ByteCursor, end: Int, limits: DNSLimits) throws(DecodeError) {
    let priority = try cursor.readUInt16()
    binding = DNSServiceBinding(priority: priority, target: try DNSName.read(message, &cursor))
    self.end = end
    limit = limits.bindingValues
  }

  mutating func read(_ cursor: inout ByteCursor) throws(DecodeError) -> DNSServiceBinding {
    while cursor.offset < end {
      let key = try cursor.readUInt16()
      let length = Int(try cursor.readUInt16())
      guard cursor.offset + length <= end else { throw DecodeError(.badLength, at: cursor.offset) }
      try readValue(key, ByteCursor(try cursor.take(length)))
    }
    return binding
  }

  private mutating func readValue(_ key: UInt16, _ value: ByteCursor) throws(DecodeError) {
    var value = value
    switch key {
    case Key.protocols:
      while value.remaining > 0 {
        let name = try value.take(Int(try value.readUInt8()))
        if binding.protocols.count < limit { binding.protocols.append(UntrustedText(decoding: [UInt8](copying: name))) }
      }
    case Key.port: binding.port = try value.readUInt16()
    case Key.ipv4Hint: while value.remaining > 0 { appendHint(IPAddress(v4: try value.readUInt32())) }
    case Key.ipv6Hint: while value.remaining > 0 { appendHint(IPAddress(v6: try value.readUInt128())) }
    case Key.encryptedHello: binding.offersEncryptedHello = value.remaining > 0
    default: break
    }
  }

  private mutating func appendHint(_ address: IPAddress) {
    if binding.addressHints.count < limit { binding.addressHints.append(address) }
  }
}
