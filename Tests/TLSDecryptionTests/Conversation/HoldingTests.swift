import TLSDecryption
import Testing
import TrafficModel

/// Ciphertext that waits for its secret, or for the words of the peer.
@Suite struct HoldingTests {
  static let names = ["tls13-aes128gcm", "tls13-key-update", "tls12-cbc-sha1", "tls12-aes256gcm", "tls10-cbc"]

  @Test("secrets that come after the packets tell the same in the same order", arguments: names)
  func lateKeys(name: String) throws {
    let fixture = try Fixture(name)
    var replay = Replay(isComplete: false)
    replay.receive(fixture.pieces)
    #expect(replay.listener.entries.isEmpty)
    #expect(replay.conversation.isHolding)
    replay.secrets.add(keyLogText: fixture.keyLog)
    replay.conversation.retry()
    #expect(!replay.conversation.isHolding)
    #expect(replay.resources.heldBytes == 0)
    replay.close()
    let early = Replay.run(fixture)
    #expect(replay.listener.entries == early.entries)
    #expect(replay.listener.moments == early.moments)
  }

  @Test("secrets that come in the middle, after any piece", arguments: names)
  func keysInTheMiddle(name: String) throws {
    let fixture = try Fixture(name)
    let expected = Replay.run(fixture).entries
    for index in fixture.pieces.indices {
      var replay = Replay(isComplete: false)
      replay.receive(fixture.pieces[..<index])
      replay.secrets.add(keyLogText: fixture.keyLog)
      replay.conversation.retry()
      replay.receive(fixture.pieces[index...])
      replay.close()
      #expect(replay.listener.entries == expected, "after piece \(index)")
    }
  }

  @Test func secretsOfOthersReleaseNothing() throws {
    var replay = Replay(isComplete: false)
    replay.receive(try Fixture("tls13-aes128gcm").pieces)
    replay.secrets.add(keyLogText: try Fixture("tls13-chacha20").keyLog)
    replay.conversation.retry()
    #expect(replay.conversation.isHolding)
    #expect(replay.listener.entries.isEmpty)
  }

  @Test func keysThatNeverComeAreNoKeyAtTheEnd() throws {
    var replay = Replay(isComplete: false)
    replay.receive(try Fixture("tls13-aes128gcm").pieces)
    replay.close()
    #expect(replay.listener.handshakes.map(\.decryption) == [.noKey])
    #expect(replay.resources.heldBytes == 0)
  }

  @Test("the limit per flow: kept at it, given up beyond", arguments: [(0, false), (-1, true)])
  func limitPerFlow(change: Int, isGivenUp: Bool) throws {
    let fixture = try Fixture("tls12-aes128gcm")
    var free = Replay(isComplete: false)
    free.receive(fixture.pieces)
    var limits = TLSLimits()
    limits.heldBytesPerFlow = free.resources.heldBytes + change
    var replay = Replay(isComplete: false, limits: limits)
    replay.receive(fixture.pieces)
    #expect(replay.listener.entries.contains(.anomaly(.tlsHoldLimit)) == isGivenUp)
    #expect(replay.listener.handshakes.map(\.decryption) == (isGivenUp ? [.noKey] : []))
    #expect(replay.conversation.isHolding == !isGivenUp)
    #expect((replay.resources.heldBytes == 0) == isGivenUp)
  }

  @Test func theLimitInAllIsSharedByFlows() throws {
    let fixture = try Fixture("tls12-aes128gcm")
    var limits = TLSLimits()
    limits.heldBytesInAll = 1_000
    let resources = TLSResources(secrets: SecretStore(isComplete: false), limits: limits)
    let listeners = (0..<4).map { _ in Listener() }
    let conversations = listeners.map { TLSConversation(flow: .example, resources: resources, observer: $0) }
    let moment = Moment(time: .zero, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 1))
    for conversation in conversations {
      for piece in fixture.pieces {
        conversation.receive(piece.bytes.span.bytes, piece.direction, moment: moment)
        #expect(resources.heldBytes <= limits.heldBytesInAll)
      }
    }
    #expect(listeners.contains { $0.entries.contains(.anomaly(.tlsHoldLimit)) })
  }

  @Test func aFlowThatEndsGivesItsShareBack() throws {
    let resources = TLSResources(secrets: SecretStore(isComplete: false))
    let listener = Listener()
    let moment = Moment(time: .zero, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 1))
    do {
      let conversation = TLSConversation(flow: .example, resources: resources, observer: listener)
      for piece in try Fixture("tls12-aes128gcm").pieces {
        conversation.receive(piece.bytes.span.bytes, piece.direction, moment: moment)
      }
      #expect(resources.heldBytes > 0)
    }
    #expect(resources.heldBytes == 0)
  }
}
