import TLSDecryption
import Testing
import TrafficModel

/// Bytes that were not captured.
@Suite struct GapTests {
  static let names = [
    "tls13-aes128gcm", "tls13-aes256gcm", "tls13-chacha20", "tls13-padding", "tls12-aes128gcm",
    "tls12-chacha20", "tls12-cbc-sha1", "tls12-cbc-sha256-etm", "tls12-rsa-ccm",
  ]

  /// Plays a fixture with `length` bytes from `offset` of one direction lost.
  static func play(_ fixture: Fixture, losing range: Range<Int>, of direction: Direction) -> Listener {
    var replay = Replay(keyLog: fixture.keyLog)
    var position = 0
    for piece in fixture.pieces {
      guard piece.direction == direction else {
        replay.receive(piece.bytes, piece.direction)
        continue
      }
      let lost = range.clamped(to: position..<position + piece.bytes.count)
      if lost.isEmpty {
        replay.receive(piece.bytes, direction)
      } else {
        replay.receive(Array(piece.bytes.prefix(lost.lowerBound - position)), direction)
        replay.gap(lost.count, direction)
        replay.receive(Array(piece.bytes.dropFirst(lost.upperBound - position)), direction)
      }
      position += piece.bytes.count
    }
    replay.close()
    return replay.listener
  }

  @Test("a line lost in whole costs that line and no more", arguments: names)
  func wholePiece(name: String) throws {
    let fixture = try Fixture(name)
    let pieces = fixture.pieces.enumerated().filter { $0.element.direction == .toClient }
    // The answers are the last pieces before the closing alert; the middle one is lost.
    let lost = try #require(pieces.dropLast(2).last)
    let start = pieces.prefix { $0.offset < lost.offset }.map(\.element.bytes.count).reduce(0, +)
    let listener = Self.play(fixture, losing: start..<start + lost.element.bytes.count, of: .toClient)
    #expect(listener.text(.toServer) == Fixture.typed)
    #expect(listener.text(.toClient).hasPrefix("xof nworb kciuq eht\n"))
    #expect(listener.text(.toClient).hasSuffix("god yzal eht\n"))
    #expect(listener.text(.toClient).utf8.count < Fixture.answered.utf8.count)
    #expect(listener.entries.contains(.gap(.toClient, nil)))
  }

  @Test func aLostKeyUpdateIsInferred() throws {
    let fixture = try Fixture("tls13-key-update")
    let pieces = fixture.pieces.filter { $0.direction == .toClient }
    // The only piece of its size before the last answers.
    let index = try #require(pieces.firstIndex { $0.bytes.count == 5 + 22 })
    let start = pieces[..<index].map(\.bytes.count).reduce(0, +)
    let listener = Self.play(fixture, losing: start..<start + 27, of: .toClient)
    #expect(listener.text(.toClient) == Fixture.answered)
    #expect(listener.text(.toServer) == Fixture.typed)
  }

  @Test(
    "a byte lost inside a record costs that record, whose length is known",
    arguments: ["tls12-aes128gcm", "tls13-chacha20"])
  func insideARecord(name: String) throws {
    let fixture = try Fixture(name)
    let pieces = fixture.pieces.filter { $0.direction == .toClient }
    let before = pieces.dropLast(3).map(\.bytes.count).reduce(0, +)
    let listener = Self.play(fixture, losing: before + 20..<before + 21, of: .toClient)
    let lines = Fixture.lines.map { String($0.dropLast().reversed()) + "\n" }
    let lost = UInt64(Fixture.lines[1].utf8.count)
    #expect(listener.entries.filter { if case .gap = $0 { true } else { false } } == [.gap(.toClient, lost)])
    #expect(listener.text(.toClient) == lines[0] + lines[2])
  }

  @Test("one byte lost anywhere never invents plaintext", arguments: ["tls13-aes128gcm", "tls12-aes128gcm"])
  func oneByteAnywhere(name: String) throws {
    let fixture = try Fixture(name)
    for direction in Direction.allCases {
      let count = fixture.pieces.filter { $0.direction == direction }.map(\.bytes.count).reduce(0, +)
      for offset in 0..<count {
        let listener = Self.play(fixture, losing: offset..<offset + 1, of: direction)
        for case .plaintext(let side, let text) in listener.entries {
          #expect((side == .toServer ? Fixture.typed : Fixture.answered).contains(text))
        }
        #expect(listener.handshakes.count == 1)
      }
    }
  }

  @Test func theEncryptedFlightMayBeLost() throws {
    let fixture = try Fixture("tls13-aes128gcm")
    let server = fixture.pieces.filter { $0.direction == .toClient }.flatMap(\.bytes)
    // Everything from the middle of the certificate to behind the Finished message, in one hole.
    let helloRecords = 5 + Int(server[3]) << 8 + Int(server[4]) + 6
    let flight = fixture.pieces.filter { $0.direction == .toClient }.first?.bytes.count ?? 0
    let listener = Self.play(fixture, losing: helloRecords + 60..<flight, of: .toClient)
    #expect(listener.handshakes.map(\.decryption) == [.yes])
    #expect(listener.text(.toServer) == Fixture.typed)
    #expect(listener.text(.toClient) == Fixture.answered)
  }

  @Test func aLostChangeCipherSpecIsInferred() throws {
    let fixture = try Fixture("tls12-aes128gcm")
    let pieces = fixture.pieces.filter { $0.direction == .toClient }
    let finish = pieces[1].bytes.count
    let start = pieces[0].bytes.count
    let listener = Self.play(fixture, losing: start..<start + finish, of: .toClient)
    #expect(listener.text(.toServer) == Fixture.typed)
    #expect(listener.text(.toClient) == Fixture.answered)
  }

  @Test func chainedVectorsEndAtAGap() throws {
    let fixture = try Fixture("tls10-cbc")
    let pieces = fixture.pieces.filter { $0.direction == .toClient }
    let before = pieces.dropLast(2).map(\.bytes.count).reduce(0, +)
    let listener = Self.play(fixture, losing: before..<before + 1, of: .toClient)
    #expect(listener.entries.contains(.opaque(.toClient, .gap)))
    #expect(listener.text(.toServer) == Fixture.typed)
  }

  @Test(
    "a capture that begins later is midstream", arguments: ["tls13-aes128gcm", "tls12-aes128gcm", "tls12-cbc-sha1"])
  func midstream(name: String) throws {
    let fixture = try Fixture(name)
    for skipped in 1..<fixture.pieces.count - 3 {
      var replay = Replay(keyLog: fixture.keyLog)
      replay.receive(fixture.pieces.dropFirst(skipped))
      replay.close()
      #expect(replay.listener.handshakes.map(\.decryption) == [.midstream], "from piece \(skipped)")
      #expect(replay.listener.text(.toServer).isEmpty)
    }
  }

  @Test("one captured direction is not enough, and said so", arguments: Direction.allCases)
  func oneSided(direction: Direction) throws {
    let fixture = try Fixture("tls13-aes128gcm")
    var replay = Replay(keyLog: fixture.keyLog)
    replay.receive(fixture.pieces.filter { $0.direction == direction })
    replay.close()
    #expect(replay.listener.handshakes.map(\.decryption) == [.midstream])
    #expect(replay.resources.heldBytes == 0)
  }

  @Test func theSearchAfterAGapIsBounded() throws {
    let fixture = try Fixture("tls13-aes128gcm")
    var limits = TLSLimits()
    limits.openingAttempts = 100
    var replay = Replay(keyLog: fixture.keyLog, limits: limits)
    replay.receive(fixture.pieces.dropLast(2))
    replay.gap(50_000, .toClient)
    for _ in 0..<50 { replay.receive([23, 3, 3, 0, 40] + [UInt8](repeating: 7, count: 40), .toClient) }
    #expect(replay.listener.entries.contains(.opaque(.toClient, .gap)))
  }
}
