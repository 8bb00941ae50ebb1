/// First inputs for the fuzzers of TLS, WebSocket and tunnels: handshakes in the clear, frames of each kind, and layers.
enum ConnectionSeeds {
  /// - Parameter cuts: in the form in which fuzzed inputs begin.
  static func all(cuts: [UInt8]) -> [FuzzSeeds.Seed] {
    let client = frames(masked: true)
    let server = frames(masked: false)
    return [
      ("tls", "handshake", [0] + cuts + handshake), ("tls", "late", [1] + cuts + handshake),
      ("websocket", "plain", [0] + cuts + length(client) + client + server),
      ("websocket", "deflate", [1] + cuts + length(client) + client + server + compressed + compressed),
      ("websocket", "gap", [0x78] + cuts + length(client) + client + server),
    ] + (0..<12).map { ("tunnels", "layer-\($0)", [1, $0] + frame) }
      + [("tunnels", "nested", [4, 0, 6, 2, 10] + frame), ("tunnels", "snapped", [0x22, 9, 8] + frame)]
  }

  /// Hellos of both ends, a key log for them, records that are encrypted, an alert, and a gap.
  private static let handshake: [UInt8] = {
    let random = [UInt8](repeating: 0xab, count: 32)
    let hex = String(repeating: "ab", count: 32)
    let secret = String(repeating: "cd", count: 48)
    let log = "CLIENT_RANDOM \(hex) \(secret)\nCLIENT_TRAFFIC_SECRET_0 \(hex) \(hex)\n# comment\n"
    let name: [UInt8] = [0, 0, 0, 8, 0, 6, 0, 0, 3, 97, 46, 98]
    let versions: [UInt8] = [0, 43, 0, 5, 4, 3, 4, 3, 3]
    let extensions = name + versions + [0, 16, 0, 5, 0, 3, 2, 104, 50]
    let hello = [3, 3] + random + [0, 0, 6, 0x13, 1, 0xc0, 0x2f, 0, 0x3c, 1, 0] + length(extensions) + extensions
    let answer = [3, 3] + random + [0, 0xc0, 0x2f, 0, 0, 0]
    let finish = record(20, [1]) + record(22, [UInt8](repeating: 7, count: 40))
    let application = record(23, [UInt8](repeating: 8, count: 60))
    return piece(4, Array(log.utf8)) + piece(0, record(22, message(1, hello)))
      + piece(1, record(22, message(2, answer) + message(11, [0, 0, 0]) + message(14, [])))
      + piece(0, record(22, message(16, [2, 1, 2])) + finish) + piece(1, finish + application)
      + piece(0, application) + [2, 0, 20] + piece(0, application + record(21, [1, 0]))
  }()

  /// A text message in two frames with a ping between, a binary one, and the end.
  private static func frames(masked: Bool) -> [UInt8] {
    let payloads: [(UInt8, [UInt8])] = [
      (0x01, Array(#"{"jsonrpc":"2.0","#.utf8)), (0x89, [1, 2]), (0x80, Array(#""id":1,"result":{}}"#.utf8)),
      (0x82, [0, 1, 2]), (0x8a, []), (0x88, [3, 0xe8]),
    ]
    return payloads.flatMap { first, payload in
      let mask: [UInt8] = [1, 2, 3, 4]
      let bytes = masked ? payload.enumerated().map { $1 ^ mask[$0 & 3] } : payload
      return [first, UInt8(payload.count) | (masked ? 0x80 : 0)] + (masked ? mask : []) + bytes
    }
  }

  /// "Hello" as RFC 7692 §7.2.3.1 compresses it.
  private static let compressed: [UInt8] = [0xc1, 7, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]

  /// Ethernet, IPv4, TCP and a few bytes.
  private static let frame: [UInt8] =
    [UInt8](repeating: 2, count: 12) + [8, 0, 0x45, 0, 0, 43, 0, 1, 0, 0, 64, 6, 0, 0, 192, 0, 2, 3, 192, 0, 2, 4]
    + [0xc3, 0x50, 0x1f, 0x90, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 0x18, 1, 0, 0, 0, 0, 0, 71, 69, 84]

  private static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type, 0] + length(body) + body }
  private static func record(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type, 3, 3] + length(body) + body }
  private static func piece(_ kind: UInt8, _ bytes: [UInt8]) -> [UInt8] { [kind] + length(bytes) + bytes }

  private static func length(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8(truncatingIfNeeded: bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)]
  }
}
