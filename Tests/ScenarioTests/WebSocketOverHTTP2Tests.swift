import Testing
import TrafficForge
import TrafficModel

/// WebSocket connections in streams of HTTP/2 (RFC 8441), several at once beside ordinary exchanges.
@Suite struct WebSocketOverHTTP2Tests {
  private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [0, UInt8(payload.count >> 8), UInt8(payload.count & 255), type, flags, 0, 0, 0, stream] + payload
  }

  /// Literal fields, neither indexed nor compressed.
  private static func block(_ fields: [(String, String)]) -> [UInt8] {
    fields.flatMap { name, value in
      [0, UInt8(name.utf8.count)] + name.utf8 + [UInt8(value.utf8.count)] + value.utf8
    }
  }

  private static func text(_ json: String, masked: Bool) -> [UInt8] {
    let length: [UInt8] = [126, UInt8(json.utf8.count >> 8), UInt8(json.utf8.count & 255)]
    guard masked else { return [0x81] + length + json.utf8 }
    let mask: [UInt8] = [7, 11, 13, 17]
    return [0x81, length[0] | 0x80] + length[1...] + mask + json.utf8.enumerated().map { $1 ^ mask[$0 & 3] }
  }

  private static func connect(_ stream: UInt8, protocolName: String = "websocket") -> [UInt8] {
    frame(
      1, 4, stream,
      block([
        (":method", "CONNECT"), (":protocol", protocolName), (":scheme", "http"), (":path", "/mcp"),
        (":authority", "mcp.example"), ("sec-websocket-protocol", "mcp"), ("sec-websocket-version", "13"),
      ]))
  }

  private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0, [])
  private static let accepted = block([(":status", "200"), ("sec-websocket-protocol", "mcp")])

  private static func call(_ id: Int) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"search","arguments":{"q":"\#(id)"}}}"#
  }

  private static func answer(_ id: Int) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"result":{"content":[{"type":"text","text":"found \#(id)"}]}}"#
  }

  /// Two connections whose calls have the same ids, in pieces that lie across frames of HTTP/2.
  private static func traffic(protocolName: String = "websocket") -> ForgedTraffic {
    var wire = TrafficForge(client: "192.0.2.10", server: "198.51.100.7:8080")
    wire.handshake()
    wire.client.sends(preface)
    wire.server.sends(frame(4, 0, 0, [0, 8, 0, 0, 0, 1]))
    for stream: UInt8 in [1, 3] {
      wire.client.sends(connect(stream, protocolName: protocolName))
      wire.server.sends(frame(1, 4, stream, accepted))
    }
    for id in 1...3 {
      for stream: UInt8 in [1, 3] {
        let asked = text(call(id), masked: true)
        wire.client.sends(
          frame(0, 0, stream, Array(asked.prefix(20))) + frame(0, 0, stream, Array(asked.dropFirst(20))))
      }
      for stream: UInt8 in [3, 1] { wire.server.sends(frame(0, 0, stream, text(answer(id), masked: false))) }
    }
    for stream: UInt8 in [1, 3] {
      wire.client.sends(frame(0, 1, stream, [0x88, 0x80, 0, 0, 0, 0]))
      wire.server.sends(frame(0, 1, stream, [0x88, 0]))
    }
    wire.closes()
    return wire.traffic
  }

  @Test func eachStreamIsASessionWithItsOwnCalls() {
    let facts = Facts(Self.traffic())
    #expect(facts.calls.count == 6)
    #expect(facts.calls.allSatisfy { $0.status == .complete && $0.session.transport == .webSocket })
    for id in 1...3 {
      let answers = facts.calls.compactMap(\.result).map { String(decoding: $0.text, as: UTF8.self) }
      #expect(answers.count { $0.contains("found \(id)") } == 2)
    }
    let sessions = facts.counts.filter { $0.key.kind == .session }
    #expect(sessions.values.reduce(0, +) == 2)
  }

  @Test func otherProtocolsInAStreamAreNotRead() {
    #expect(Facts(Self.traffic(protocolName: "connect-udp")).calls.isEmpty)
  }

  @Test("how segments are cut and in which order they come changes nothing", arguments: UInt64(1)...4)
  func disturbance(seed: UInt64) {
    let facts = Facts(Self.traffic())
    let cut = Self.traffic().resegmented(upTo: 11, seed: seed).reordered(window: 2, seed: seed)
    #expect(Facts(cut).calls.count == facts.calls.count)
    #expect(Facts(cut).calls.allSatisfy { $0.status == .complete })
  }
}
