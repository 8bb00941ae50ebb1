import TLSDecryption
import Testing
import TrafficModel

/// Conversations read with the server's private key instead of a key log.
@Suite struct RSAKeyExchangeTests {
  static func store() throws -> SecretStore {
    let store = SecretStore()
    try store.add(rsaPrivateKeyPEM: try Fixture.text("rsa.pem"))
    return store
  }

  @Test(
    "RSA key exchange opens with the private key, extended master secret included",
    arguments: ["tls12-rsa-gcm", "tls12-rsa-cbc", "tls12-rsa-ccm", "tls11-cbc", "tls10-cbc"])
  func privateKey(name: String) throws {
    var replay = Replay(secrets: try Self.store())
    replay.receive(try Fixture(name).pieces)
    replay.close()
    #expect(replay.listener.text(.toServer) == Fixture.typed)
    #expect(replay.listener.text(.toClient) == Fixture.answered)
  }

  @Test("sessions that resume one are remembered", arguments: ["tls12-ticket", "tls12-session-id"])
  func resumption(name: String) throws {
    let store = try Self.store()
    var first = Replay(secrets: store)
    first.receive(try Fixture(name + "-first").pieces)
    first.close()
    var second = Replay(secrets: store)
    second.receive(try Fixture(name).pieces)
    second.close()
    #expect(second.listener.text(.toServer) == Fixture.typed)
    #expect(second.listener.handshakes.map(\.isResumed) == [true])
  }

  @Test func anEphemeralExchangeStaysClosed() throws {
    var replay = Replay(secrets: try Self.store())
    replay.receive(try Fixture("tls12-aes128gcm").pieces)
    replay.close()
    #expect(replay.listener.handshakes.map(\.decryption) == [.noKey])
  }

  @Test func premasterLinesOfAKeyLogAreEnough() throws {
    let fixture = try Fixture("tls12-rsa-gcm")
    // With the extended master secret the handshake must be hashed, for which it must have been kept.
    let store = try Self.store()
    store.add(keyLogText: fixture.keyLog.split(separator: "\n").filter { $0.hasPrefix("RSA ") }.joined(separator: "\n"))
    var replay = Replay(secrets: store)
    replay.receive(fixture.pieces)
    replay.close()
    #expect(replay.listener.text(.toClient) == Fixture.answered)
  }

  @Test func whatIsNoKeyIsRefused() {
    #expect(throws: SecretStore.UnusableKey()) { try SecretStore().add(rsaPrivateKeyPEM: "-----BEGIN nonsense") }
  }
}
