import Crypto
import QUICDissection
import Testing
import TrafficModel

@Suite struct InitialKeysTests {
  @Test(
    "keys are those of RFC 9001 and RFC 9369, appendix A",
    arguments: [
      (
        QUICVersion.version1, Direction.toServer, "1f369613dd76d5467730efcbe3b1a22d", "fa044b2f42a3fd3b46fb255c",
        "9f50449e04a0e810283a1e9933adedd2"
      ),
      (
        .version1, .toClient, "cf3a5331653c364c88f0f379b6067e37", "0ac1493ca1905853b0bba03e",
        "c206b8d9b9f0f37644430b490eeaa314"
      ),
      (
        .version2, .toServer, "8b1a0bc121284290a29e0971b5cd045d", "91f73e2351d8fa91660e909f",
        "45b95e15235d6f45a6b19cbcb0294ba9"
      ),
      (
        .version2, .toClient, "82db637861d55e1d011f19ea71d5d2a7", "dd13c276499c0249d3310652",
        "edf6d05c83121201b436e16877593c3a"
      ),
    ] as [(QUICVersion, Direction, String, String, String)])
  func derivation(version: QUICVersion, direction: Direction, key: String, iv: String, headerKey: String) {
    let keys = InitialKeys(version, connectionID: Published.connectionID, direction)
    #expect(keys.key == SymmetricKey(data: hex(key)))
    #expect(keys.iv == hex(iv))
    #expect(keys.headerKey == SymmetricKey(data: hex(headerKey)))
  }

  private func clientPacket(_ version: QUICVersion) throws -> [UInt8] {
    let payload = Published.cryptoFrame + [UInt8](repeating: 0, count: 1162 - Published.cryptoFrame.count)
    return try InitialForge(version: version).seal(header: Published.clientHeader(version), number: 2, payload)
  }

  @Test("the forge makes the published packet", arguments: QUICVersion.allCases)
  func forge(version: QUICVersion) throws {
    let packet = try clientPacket(version)
    #expect(packet.count == 1200)
    #expect(Array(packet.prefix(32)) == Published.protectedStart(version))
    #expect(Array(packet.suffix(16)) == Published.clientTag(version))
  }

  @Test("the published client packet opens", arguments: QUICVersion.allCases)
  func opening(version: QUICVersion) throws {
    let packet = try clientPacket(version)
    let header = try header(packet)
    #expect(header.type == .initial && header.version == version && header.packetLength == 1200)
    #expect(header.destinationID == Published.connectionID && header.sourceID.isEmpty)
    let keys = InitialKeys(version, connectionID: header.destinationID, .toServer)
    let opened = try #require(open(packet, header, with: keys))
    #expect(opened.number == 2)
    #expect(Array(opened.payload.prefix(Published.cryptoFrame.count)) == Published.cryptoFrame)
    #expect(opened.payload.count == 1162)
  }

  @Test("the published server packet opens", arguments: QUICVersion.allCases)
  func serverOpening(version: QUICVersion) throws {
    let packet = Published.serverPacket(version)
    let header = try header(packet)
    #expect(header.sourceID == Published.serverID)
    let keys = InitialKeys(version, connectionID: Published.connectionID, .toClient)
    let opened = try #require(open(packet, header, with: keys))
    #expect(opened.number == 1)
    #expect(Array(opened.payload.prefix(9)) == hex("02000000000600405a"))
  }

  @Test("one changed bit anywhere and nothing opens", arguments: Array(stride(from: 0, to: 135, by: 3)))
  func tampering(index: Int) {
    var packet = Published.serverPacket(.version1)
    guard index < packet.count else { return }
    packet[index] ^= 1
    guard let header = try? header(packet), header.type == .initial else { return }
    let keys = InitialKeys(.version1, connectionID: Published.connectionID, .toClient)
    #expect(open(packet, header, with: keys) == nil)
  }

  @Test("cut anywhere, it is refused", arguments: 0..<135)
  func truncation(count: Int) {
    let packet = Array(Published.serverPacket(.version1).prefix(count))
    #expect(throws: (any Error).self) { try header(packet) }
  }

  @Test(
    "a shortened packet number is completed to the one nearest to the expected (RFC 9000 §A.3)",
    arguments: [
      (0x9b32, 16, 0xa82f_30eb, 0xa82f_9b32), (0, 8, 0, 0), (0, 8, 0xff, 0x100), (0xff, 8, 0x100, 0xff),
      (2, 32, 0, 2), (0xffff_ffff, 32, 1 << 32, 0xffff_ffff), (0xff, 8, 0, 0xff),
    ] as [(UInt64, UInt64, UInt64, UInt64)])
  func numbers(shortened: UInt64, bits: UInt64, expected: UInt64, number: UInt64) {
    #expect(InitialKeys.completed(shortened, bits: bits, expected: expected) == number)
  }
}
