/// First inputs for the fuzzers of HTTP/2 and HPACK: one connection with a frame of each kind, and the blocks in it.
enum HTTP2Seeds {
  /// `:method POST`, `:scheme https`, and `:path /mcp` and `x: y` inserted into the table.
  private static let request: [UInt8] = [0x83, 0x87, 0x44, 4, 0x2f, 0x6d, 0x63, 0x70, 0x40, 1, 0x78, 1, 0x79]
  /// The same by reference, with a Huffman-coded authority.
  private static let again: [UInt8] = [
    0x83, 0x87, 0xbf, 0xbe, 0x41, 0x8c, 0xf1, 0xe3, 0xc2, 0xe5, 0xf2, 0x3a, 0x6b, 0xa0, 0xab, 0x90, 0xf4, 0xff,
  ]

  /// - Parameter cuts: in the form in which fuzzed inputs begin.
  static func all(cuts: [UInt8]) -> [FuzzSeeds.Seed] {
    let client =
      frame(4, 0, 0, [0, 1, 0, 0, 16, 0]) + frame(1, 0x24, 1, [0, 0, 0, 0, 1] + request)
      + frame(0, 9, 1, [2, 0x7b, 0x7d, 0, 0])
      + frame(1, 1, 3, Array(again.prefix(5))) + frame(9, 4, 3, Array(again.dropFirst(5)))
      + frame(8, 0, 0, [0, 0, 1, 0])
      + frame(1, 5, 5, again) + frame(3, 0, 5, [0, 0, 0, 8])
    let server =
      frame(4, 1, 0, []) + frame(1, 4, 1, [0x48, 3, 0x31, 0x30, 0x33]) + frame(1, 4, 1, [0x88]) + frame(0, 0, 1, [0x7b])
      + frame(5, 4, 1, [0, 0, 0, 2, 0x82, 0x84]) + frame(1, 5, 1, [0, 1, 0x74, 1, 0x31]) + frame(1, 5, 2, [0x89])
      + frame(6, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]) + frame(7, 0, 0, [0, 0, 0, 3, 0, 0, 0, 0])
    let length = [UInt8(truncatingIfNeeded: client.count >> 8), UInt8(truncatingIfNeeded: client.count)]
    let blocks = [request, again, [0x20, 0x3f, 0xe1, 0x1f], again].flatMap { [UInt8($0.count)] + $0 }
    return [
      ("http2", "connection", [0] + cuts + length + client + server),
      ("http2", "midstream", [1] + cuts + length + client + server),
      ("http2", "gap", [0x74] + cuts + length + client + server),
      ("hpack", "known", [0, 4] + blocks), ("hpack", "unknown", [1, 4] + blocks),
    ]
  }

  private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [0, 0, UInt8(truncatingIfNeeded: payload.count), type, flags, 0, 0, 0, stream] + payload
  }
}
