import Foundation
import Testing
import TrafficForge
import TrafficModel

/// A program that calls home inside one long connection, beside other traffic on it: no new connection shows it.
@Suite struct HiddenBeaconTests {
  /// Sleeps of 40 to 60 seconds for five hours, always the same ones.
  static let sleeps: [Duration] = {
    var state = 11
    return (0..<360).map { _ in
      state = (state * 1_103_515_245 + 12_345) % (1 << 31)
      return .milliseconds(60_000 - (state >> 8) % 20_001)
    }
  }()

  func beacons(_ forge: TrafficForge) throws -> [String] {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("forged.pcap")
    try Data(forge.capture()).write(to: file)
    return try AnalysisRun([file]).records("finding", as: DetectionScenarioTests.FindingRecord.self)
      .filter { $0.detector.hasPrefix("BCN") }.map { "\($0.detector) \($0.severity)" }
  }

  @Test func insideOneConnectionOfHTTP1() throws {
    var wire = TrafficForge(client: "10.20.30.13", server: "198.51.100.7:8080")
    wire.handshake()
    wire.client.posts("/mcp", json: .initialize(id: 0))
    wire.server.responds(json: .initialized(id: 0))
    for (index, sleep) in Self.sleeps.enumerated() {
      wire.client.posts("/mcp", json: .toolsCall(id: .number(index * 2 + 1), "sync", arguments: #"{"state":"idle"}"#))
      wire.server.responds(json: .result(id: .number(index * 2 + 1), text: "nothing to do"))
      if index % 7 == 3 {
        wire.pause(.seconds(2))
        wire.client.posts("/mcp", json: .toolsCall(id: .number(index * 2 + 2), "search", arguments: #"{"q":"tide"}"#))
        wire.server.responds(json: .result(id: .number(index * 2 + 2), text: "high water at noon"))
      }
      wire.pause(sleep)
    }
    wire.closes()
    #expect(try beacons(wire).contains("BCN-01 medium"))
  }

  @Test func insideOneEventStream() throws {
    var wire = TrafficForge(client: "10.20.30.13", server: "198.51.100.7:8080")
    wire.handshake()
    wire.client.posts("/mcp", json: .initialize(id: 0))
    wire.server.responds(json: .initialized(id: 0))
    wire.client.gets("/mcp", headers: [("accept", "text/event-stream")])
    wire.server.opensEventStream()
    for sleep in Self.sleeps {
      wire.server.sendsEvent(
        json: .notification("notifications/message", params: #"{"level":"info","data":"still here"}"#))
      // Comments keep the stream open and are nobody's orders.
      wire.pause(sleep / 2)
      wire.server.pings()
      wire.pause(sleep / 2)
    }
    wire.server.endsEventStream()
    wire.closes()
    #expect(try beacons(wire).contains("BCN-03 medium"))
  }

  @Test func insideOneConnectionOfHTTP2() throws {
    var wire = TrafficForge(client: "10.20.30.13", server: "198.51.100.7:8080")
    wire.handshake()
    wire.client.sends(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0, []))
    wire.server.sends(frame(4, 0, 0, []))
    exchange(1, .initialize(id: 0), .initialized(id: 0), on: &wire)
    for (index, sleep) in Self.sleeps.enumerated() {
      let id = RPCID.number(index + 1)
      exchange(
        UInt32(index * 2 + 3), .toolsCall(id: id, "sync", arguments: #"{"state":"idle"}"#),
        .result(id: id, text: "nothing to do"), on: &wire)
      wire.pause(sleep)
    }
    wire.closes()
    #expect(try beacons(wire).contains("BCN-01 medium"))
  }

  /// RFC 9113 §4.1.
  private func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
    let length = payload.count
    let head = [UInt8(length >> 16 & 255), UInt8(length >> 8 & 255), UInt8(length & 255), type, flags]
    return head + (0..<4).map { UInt8(stream >> (24 - 8 * UInt32($0)) & 255) } + payload
  }

  private func exchange(_ stream: UInt32, _ request: JSONText, _ response: JSONText, on wire: inout TrafficForge) {
    // POST, http, and literals that enter no table (RFC 7541 §6.2.2): path, authority, content type.
    let json = literal([0x0f, 0x10], "application/json")
    let head = [0x83, 0x86] + literal([0x04], "/mcp") + literal([0x01], "mcp.example:8080") + json
    wire.client.sends(frame(1, 4, stream, head) + frame(0, 1, stream, request.bytes))
    wire.server.sends(frame(1, 4, stream, [0x88] + json) + frame(0, 1, stream, response.bytes))
  }

  private func literal(_ name: [UInt8], _ value: String) -> [UInt8] { name + [UInt8(value.utf8.count)] + value.utf8 }
}
