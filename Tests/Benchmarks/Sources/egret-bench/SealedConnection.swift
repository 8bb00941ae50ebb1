import Foundation

/// A forged TLS 1.3 connection: handshake messages that say what a reader must know, and made-up secrets.
struct SealedConnection {
  /// Handshake records: of the client, of the server, of the client.
  private(set) var flights: [(fromClient: Bool, bytes: [UInt8])] = []
  let keyLog: String
  private var client: RecordSealer
  private var server: RecordSealer

  init(number: UInt64) throws {
    var state = number
    // Not random at all: the same capture in every run.
    func bytes(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
    }
    let random = bytes(32)
    let labels = [
      "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0",
      "SERVER_TRAFFIC_SECRET_0",
    ]
    let secrets = labels.map { _ in bytes(32) }
    keyLog = zip(labels, secrets).map { "\($0) \(Self.hex(random)) \(Self.hex($1))\n" }.joined()
    let share: [UInt8] = [0, 0x1d, 0, 32] + bytes(32)
    let hello = Self.record(Self.message(1, Self.clientHello(random, share)))
    let answer = Self.record(Self.message(2, Self.serverHello(bytes(32), share)))
    var (early, reply) = (RecordSealer(secret: secrets[0]), RecordSealer(secret: secrets[1]))
    let flight = Self.message(8, [0, 0]) + Self.message(20, bytes(32))
    flights = [
      (true, hello), (false, answer + (try reply.seal(flight[...], type: 22))),
      (true, try early.seal(Self.message(20, bytes(32))[...], type: 22)),
    ]
    client = RecordSealer(secret: secrets[2])
    server = RecordSealer(secret: secrets[3])
  }

  mutating func seal(_ payload: [UInt8], fromClient: Bool) throws -> [UInt8] {
    var sealed: [UInt8] = []
    for start in stride(from: 0, to: payload.count, by: 16_384) {
      let piece = payload[start..<min(payload.count, start + 16_384)]
      sealed += fromClient ? try client.seal(piece, type: 23) : try server.seal(piece, type: 23)
    }
    return sealed
  }

  private static func clientHello(_ random: [UInt8], _ share: [UInt8]) -> [UInt8] {
    let name = Array("mcp.example".utf8)
    let extensions =
      field(0, [0, UInt8(name.count + 3), 0, 0, UInt8(name.count)] + name) + field(43, [2, 3, 4])
      + field(10, [0, 2, 0, 0x1d]) + field(13, [0, 2, 4, 3]) + field(51, [0, UInt8(share.count)] + share)
      + field(16, [0, 9, 8] + Array("http/1.1".utf8))
    return [3, 3] + random + [0, 0, 2, 0x13, 1, 1, 0] + big(extensions.count) + extensions
  }

  private static func serverHello(_ random: [UInt8], _ share: [UInt8]) -> [UInt8] {
    let extensions = field(43, [3, 4]) + field(51, share)
    return [3, 3] + random + [0, 0x13, 1, 0] + big(extensions.count) + extensions
  }

  private static func field(_ number: Int, _ value: [UInt8]) -> [UInt8] { big(number) + big(value.count) + value }
  private static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type, 0] + big(body.count) + body }
  private static func record(_ body: [UInt8]) -> [UInt8] { [22, 3, 3] + big(body.count) + body }
  private static func big(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
  }
}
