import ByteParsing
import TrafficModel

/// The fields of a query or of a form in a body (`application/x-www-form-urlencoded`), decoded.
struct FormFields {
  private static let most = 64
  private static let longest = 8 << 10

  private var fields: [(name: String, value: [UInt8])] = []

  init(_ bytes: ArraySlice<UInt8>) {
    for pair in bytes.split(separator: UInt8(ascii: "&")).prefix(Self.most) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let value = pair[min(equals + 1, pair.endIndex)...].prefix(Self.longest)
      fields.append((String(decoding: Self.decoded(pair[..<equals].prefix(64)), as: UTF8.self), Self.decoded(value)))
    }
  }

  /// The bytes of the first field called `name`, unless it is empty.
  func bytes(_ name: String) -> [UInt8]? { fields.first { $0.name == name && !$0.value.isEmpty }?.value }

  func text(_ name: String) -> UntrustedText? {
    bytes(name).map { UntrustedText(decoding: $0.prefix(TokenClaims.textBytes)) }
  }

  func words(_ name: String) -> [UntrustedText] {
    guard let bytes = bytes(name) else { return [] }
    return bytes.split(separator: 0x20).prefix(TokenClaims.listCount).map {
      UntrustedText(decoding: $0.prefix(TokenClaims.textBytes))
    }
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), bytes.endIndex - index > 2, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
