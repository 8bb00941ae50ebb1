/// Writes H2 frames and header blocks, no cleverer than tests need.
enum H2Forge {
  static let preface = [UInt8]("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  /// What both ends begin with.
  static let clientStart = preface + settings([])
  static let serverStart = settings([]) + frame(4, flags: 1)

  static func frame(_ type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = []) -> [UInt8] {
    let length = UInt32(payload.count)
    return bytes(length).dropFirst() + [type, flags] + bytes(stream) + payload
  }

  static func data(_ stream: UInt32, _ text: String, end: Bool = false, padding: Int? = nil) -> [UInt8] {
    data(stream, [UInt8](text.utf8), end: end, padding: padding)
  }

  static func data(_ stream: UInt32, _ content: [UInt8], end: Bool = false, padding: Int? = nil) -> [UInt8] {
    let flags: UInt8 = (end ? 1 : 0) | (padding == nil ? 0 : 8)
    let padded = padding.map { [UInt8($0)] + content + [UInt8](repeating: 0, count: $0) }
    return frame(0, flags: flags, stream: stream, padded ?? content)
  }

  static func headers(_ stream: UInt32, _ block: [UInt8], end: Bool = false, endHeaders: Bool = true) -> [UInt8] {
    frame(1, flags: (end ? 1 : 0) | (endHeaders ? 4 : 0), stream: stream, block)
  }

  static func headers(_ stream: UInt32, _ fields: [(String, String)], end: Bool = false) -> [UInt8] {
    headers(stream, block(fields), end: end)
  }

  static func continuation(_ stream: UInt32, _ block: [UInt8], endHeaders: Bool = true) -> [UInt8] {
    frame(9, flags: endHeaders ? 4 : 0, stream: stream, block)
  }

  static func settings(_ parameters: [(UInt16, UInt32)]) -> [UInt8] {
    frame(4, parameters.flatMap { [UInt8($0.0 >> 8), UInt8($0.0 & 255)] + bytes($0.1) })
  }

  static func reset(_ stream: UInt32, code: UInt32 = 8) -> [UInt8] { frame(3, stream: stream, bytes(code)) }
  static func goAway(last: UInt32) -> [UInt8] { frame(7, bytes(last) + bytes(0)) }
  static func ping() -> [UInt8] { frame(6, [UInt8](repeating: 0, count: 8)) }

  static func promise(_ stream: UInt32, promising promised: UInt32, _ fields: [(String, String)]) -> [UInt8] {
    frame(5, flags: 4, stream: stream, bytes(promised) + block(fields))
  }

  /// Literals without indexing: decodable whatever the state of the table.
  static func block(_ fields: [(String, String)]) -> [UInt8] {
    fields.flatMap { [0x00] + string($0.0) + string($0.1) }
  }

  /// A literal with incremental indexing and a new name.
  static func inserting(_ name: String, _ value: String) -> [UInt8] { [0x40] + string(name) + string(value) }

  static func string(_ text: String) -> [UInt8] { integer(text.utf8.count, prefixBits: 7, 0) + [UInt8](text.utf8) }

  static func integer(_ value: Int, prefixBits: Int, _ pattern: UInt8) -> [UInt8] {
    let mask = 1 << prefixBits - 1
    if value < mask { return [pattern | UInt8(value)] }
    var rest = value - mask
    var bytes = [pattern | UInt8(mask)]
    while rest >= 128 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  static func bytes(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
  }

  /// The usual request head.
  static func post(_ extra: [(String, String)] = []) -> [(String, String)] {
    [(":method", "POST"), (":scheme", "https"), (":authority", "mcp.example"), (":path", "/mcp")] + extra
  }

  static func ok(_ extra: [(String, String)] = []) -> [(String, String)] { [(":status", "200")] + extra }
}

extension Array where Element == UInt8 {
  /// Bytes from hexadecimal digits; blanks are ignored.
  init(hex text: String) {
    let digits = text.compactMap { $0.hexDigitValue }
    self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
