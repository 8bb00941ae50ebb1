import TLSDecryption
import Testing
import TrafficModel

/// Laws that hold for every conversation.
@Suite struct ConversationLawTests {
  static let names =
    TLSConversationTests.suites.map(\.0) + [
      "tls12-renegotiation", "tls13-early-data", "tls13-early-data-refused", "tls12-camellia",
    ]

  @Test("bytes one by one tell the same", arguments: names)
  func byteByByte(name: String) throws {
    let fixture = try Fixture(name)
    let bytewise = Replay.run(fixture) { bytes in bytes.indices.map { bytes[$0...$0] } }
    #expect(bytewise.entries == Replay.run(fixture).entries)
  }

  @Test(
    "a cut anywhere tells the same",
    arguments: ["tls13-aes128gcm", "tls13-retry", "tls12-cbc-sha256", "tls10-cbc", "tls12-renegotiation"])
  func cutInvariance(name: String) throws {
    let fixture = try Fixture(name)
    let whole = Replay.run(fixture).entries
    let longest = fixture.pieces.map(\.bytes.count).max() ?? 0
    for cut in stride(from: 1, to: longest, by: 1) {
      let entries = Replay.run(fixture) { [$0.prefix(cut), $0.dropFirst(cut)] }.entries
      #expect(entries == whole, "cut at \(cut)")
    }
  }

  // Not renegotiations: a client that renegotiates while the server's first hello has not been seen is not followed.
  @Test(
    "everything of one direction first, then everything of the other",
    arguments: names.filter { $0 != "tls12-renegotiation" })
  func coalesced(name: String) throws {
    let fixture = try Fixture(name)
    var replay = Replay(keyLog: fixture.keyLog)
    for direction in Direction.allCases {
      replay.receive(fixture.pieces.filter { $0.direction == direction }.flatMap(\.bytes), direction)
    }
    replay.close()
    let whole = Replay.run(fixture)
    for direction in Direction.allCases { #expect(replay.listener.text(direction) == whole.text(direction)) }
    #expect(replay.listener.handshakes.map(\.decryption) == whole.handshakes.map(\.decryption))
    #expect(replay.resources.heldBytes == 0)
  }

  @Test(
    "a conversation cut off anywhere states one handshake and invents nothing",
    arguments: ["tls13-aes128gcm", "tls12-cbc-sha1"])
  func truncation(name: String) throws {
    let fixture = try Fixture(name)
    for (index, piece) in fixture.pieces.enumerated() {
      for length in 0..<piece.bytes.count {
        var replay = Replay(keyLog: fixture.keyLog)
        replay.receive(fixture.pieces.prefix(index))
        replay.receive(Array(piece.bytes.prefix(length)), piece.direction)
        replay.close()
        #expect(replay.listener.handshakes.count == (index == 0 ? 0 : 1))
        #expect(Fixture.typed.hasPrefix(replay.listener.text(.toServer)))
        #expect(Fixture.answered.hasPrefix(replay.listener.text(.toClient)))
      }
    }
  }

  @Test(
    "any byte changed on the way never traps and never reads anything else",
    arguments: ["tls13-chacha20", "tls12-aes128gcm"])
  func corruption(name: String) throws {
    let fixture = try Fixture(name)
    for (index, piece) in fixture.pieces.enumerated() {
      for offset in piece.bytes.indices {
        var changed = fixture
        changed.pieces[index].bytes[offset] ^= 0x55
        let listener = Replay.run(changed)
        for entry in listener.entries {
          if case .plaintext(let direction, let text) = entry {
            #expect((direction == .toServer ? Fixture.typed : Fixture.answered).contains(text))
          }
        }
      }
    }
  }

  @Test("bytes that are not TLS are told once and then ignored", arguments: [0, 1, 20, 22, 23, 255] as [UInt8])
  func garbage(first: UInt8) {
    var replay = Replay()
    for seed in 0..<50 {
      let bytes = (0..<997).map { UInt8(truncatingIfNeeded: ($0 &* 131 &+ seed) ^ $0 >> 3) }
      replay.receive([first] + bytes, seed % 2 == 0 ? .toServer : .toClient)
    }
    replay.close()
    #expect(replay.conversation.isOpaque)
    #expect(replay.listener.handshakes.count <= 1)
    #expect(replay.listener.entries.count < 8)
  }
}
