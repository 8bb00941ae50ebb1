import TLSDecryption
import Testing
import TrafficModel

/// What is read from whole recorded conversations.
@Suite struct TLSConversationTests {
  static let suites = [
    ("tls13-aes128gcm", "TLS 1.3", "TLS_AES_128_GCM_SHA256"),
    ("tls13-aes256gcm", "TLS 1.3", "TLS_AES_256_GCM_SHA384"),
    ("tls13-chacha20", "TLS 1.3", "TLS_CHACHA20_POLY1305_SHA256"),
    ("tls13-ccm", "TLS 1.3", "TLS_AES_128_CCM_SHA256"),
    ("tls13-ccm8", "TLS 1.3", "TLS_AES_128_CCM_8_SHA256"),
    ("tls13-key-update", "TLS 1.3", "TLS_AES_256_GCM_SHA384"),
    ("tls13-retry", "TLS 1.3", "TLS_AES_256_GCM_SHA384"),
    ("tls13-padding", "TLS 1.3", "TLS_AES_256_GCM_SHA384"),
    ("tls13-client-certificate", "TLS 1.3", "TLS_AES_256_GCM_SHA384"),
    ("tls13-resumption", "TLS 1.3", "TLS_AES_256_GCM_SHA384"),
    ("tls12-aes128gcm", "TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    ("tls12-aes256gcm", "TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    ("tls12-chacha20", "TLS 1.2", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    ("tls12-rsa-ccm", "TLS 1.2", "TLS_RSA_WITH_AES_128_CCM"),
    ("tls12-rsa-ccm8", "TLS 1.2", "TLS_RSA_WITH_AES_256_CCM_8"),
    ("tls12-cbc-sha1", "TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
    ("tls12-cbc-sha1-etm", "TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    ("tls12-cbc-sha256", "TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    ("tls12-cbc-sha256-etm", "TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    ("tls12-cbc-sha384", "TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
    ("tls12-cbc-sha384-etm", "TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
    ("tls12-rsa-cbc", "TLS 1.2", "TLS_RSA_WITH_AES_256_CBC_SHA256"),
    ("tls12-rsa-gcm", "TLS 1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256"),
    ("tls12-ticket", "TLS 1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256"),
    ("tls12-session-id", "TLS 1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256"),
    ("tls11-cbc", "TLS 1.1", "TLS_RSA_WITH_AES_128_CBC_SHA"),
    ("tls10-cbc", "TLS 1.0", "TLS_RSA_WITH_AES_128_CBC_SHA"),
  ]

  @Test("both directions are read whole, and the parameters stated once", arguments: suites)
  func reads(name: String, version: String, suite: String) throws {
    let listener = Replay.run(try Fixture(name))
    #expect(listener.text(.toServer) == Fixture.typed)
    #expect(listener.text(.toClient) == Fixture.answered)
    #expect(listener.handshakes.count == 1)
    let handshake = try #require(listener.handshakes.first)
    #expect(handshake.decryption == .yes)
    #expect(handshake.version.description == version)
    #expect(handshake.cipherSuiteName == suite)
    #expect(handshake.serverName == UntrustedText("fixture.example"))
    #expect(handshake.offeredProtocols == [UntrustedText("h2"), UntrustedText("http/1.1")])
    #expect(handshake.chosenProtocol == UntrustedText("http/1.1"))
    #expect(!listener.entries.contains { if case .anomaly = $0 { true } else { false } })
  }

  @Test("the handshake is stated before any plaintext", arguments: suites.map(\.0))
  func order(name: String) throws {
    let entries = Replay.run(try Fixture(name)).entries
    #expect(entries.first == .handshake(.yes))
    #expect(entries.filter { if case .ended = $0 { true } else { false } }.count == 2)
    #expect(entries.last.map { if case .ended = $0 { true } else { false } } == true)
  }

  @Test(
    "resumption is recognized",
    arguments: [
      ("tls13-resumption", true), ("tls12-ticket", true), ("tls12-session-id", true), ("tls13-early-data", true),
      ("tls12-ticket-first", false), ("tls12-session-id-first", false), ("tls13-aes128gcm", false),
      ("tls13-retry", false),
    ])
  func resumption(name: String, isResumed: Bool) throws {
    #expect(Replay.run(try Fixture(name)).handshakes.map(\.isResumed) == [isResumed])
  }

  @Test func certificatesOfBothSidesAreSummarized() throws {
    let handshake = try #require(Replay.run(try Fixture("tls13-client-certificate")).handshakes.first)
    #expect(handshake.serverCertificates.count == 1)
    #expect(handshake.clientCertificates == handshake.serverCertificates)
    #expect(handshake.serverCertificates.first?.subject == UntrustedText("O=Example, CN=fixture.example"))
  }

  @Test func aRenegotiationIsAHandshakeOfItsOwn() throws {
    let listener = Replay.run(try Fixture("tls12-renegotiation"))
    #expect(listener.handshakes.map(\.isRenegotiation) == [false, true])
    #expect(listener.handshakes.map(\.decryption) == [.yes, .yes])
    #expect(listener.text(.toServer) == Fixture.typed)
    #expect(listener.text(.toClient) == Fixture.answered)
  }

  @Test func acceptedEarlyDataComesFirst() throws {
    let listener = Replay.run(try Fixture("tls13-early-data"))
    #expect(listener.handshakes.map(\.offersEarlyData) == [true])
    #expect(listener.text(.toServer) == "early bird\n" + Fixture.typed)
  }

  @Test func refusedEarlyDataIsNoPlaintext() throws {
    let listener = Replay.run(try Fixture("tls13-early-data-refused"))
    #expect(listener.handshakes.map(\.offersEarlyData) == [true])
    #expect(listener.text(.toServer) == Fixture.typed)
    #expect(!listener.entries.contains { if case .anomaly = $0 { true } else { false } })
  }

  @Test func acceptedEarlyDataWithoutItsSecretIsAGap() throws {
    let fixture = try Fixture("tls13-early-data")
    let keyLog = fixture.keyLog.split(separator: "\n").filter { !$0.hasPrefix("CLIENT_EARLY") }.joined(separator: "\n")
    let listener = Replay.run(fixture, keyLog: keyLog)
    #expect(listener.entries.contains(.gap(.toServer, nil)))
    #expect(listener.text(.toServer) == Fixture.typed)
  }

  @Test("application secrets alone are enough for application data", arguments: ["tls13-aes128gcm", "tls13-chacha20"])
  func applicationSecretsOnly(name: String) throws {
    let fixture = try Fixture(name)
    let keyLog = fixture.keyLog.split(separator: "\n").filter { $0.contains("_TRAFFIC_SECRET_0") }
    let listener = Replay.run(fixture, keyLog: keyLog.joined(separator: "\n"))
    #expect(listener.text(.toServer) == Fixture.typed)
    #expect(listener.text(.toClient) == Fixture.answered)
    #expect(listener.handshakes.first?.serverCertificates == [])
  }

  @Test func aSuiteTheLibraryLacksIsSaidToBe() throws {
    let listener = Replay.run(try Fixture("tls12-camellia"))
    #expect(
      listener.entries == [
        .handshake(.unsupportedSuite), .opaque(.toServer, .unsupportedSuite), .opaque(.toClient, .unsupportedSuite),
      ])
    #expect(listener.handshakes.first?.cipherSuiteName == "TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256")
  }

  @Test("without secrets the facts in the clear are stated", arguments: ["tls13-aes128gcm", "tls12-aes128gcm"])
  func noKey(name: String) throws {
    let listener = Replay.run(try Fixture(name), keyLog: "")
    #expect(listener.handshakes.map(\.decryption) == [.noKey])
    #expect(listener.handshakes.first?.serverName == UntrustedText("fixture.example"))
    #expect(listener.handshakes.first?.ja4?.hasPrefix("t1") == true)
    #expect(listener.handshakes.first?.serverCertificates.count == (name.hasPrefix("tls12") ? 1 : 0))
    #expect(listener.text(.toServer).isEmpty)
    #expect(listener.text(.toClient).isEmpty)
  }

  @Test func wrongSecretsAreAFailureNotGarbage() throws {
    let fixture = try Fixture("tls12-aes128gcm")
    let keyLog = fixture.keyLog.trimmed.dropLast(2) + (fixture.keyLog.trimmed.hasSuffix("00") ? "01" : "00")
    let listener = Replay.run(fixture, keyLog: String(keyLog))
    #expect(listener.handshakes.map(\.decryption) == [.failed])
    #expect(listener.text(.toServer).isEmpty)
    #expect(listener.entries.contains(.anomaly(.tlsDecryptionFailed)))
  }

  @Test func aConversationThatStopsAfterTheHelloIsIncomplete() throws {
    var replay = Replay()
    replay.receive(try Fixture("tls13-aes128gcm").pieces.prefix(1))
    replay.close()
    #expect(replay.listener.handshakes.map(\.decryption) == [.incomplete])
    #expect(replay.listener.handshakes.first?.version == .tls13)
  }

  @Test func aFatalAlertEndsTheHandshake() throws {
    var replay = Replay()
    replay.receive(try Fixture("tls13-aes128gcm").pieces.prefix(1))
    replay.receive([21, 3, 3, 0, 2, 2, 40], .toClient)
    #expect(replay.listener.handshakes.map(\.decryption) == [.incomplete])
    #expect(replay.listener.handshakes.first?.fatalAlert == 40)
  }

  @Test func theExtentCoversTheHandshake() throws {
    let handshake = try #require(Replay.run(try Fixture("tls13-aes128gcm")).handshakes.first)
    #expect(handshake.extent.firstFrame.number == 1)
    #expect(handshake.extent.lastFrame.number == 3)
  }
}

extension String {
  /// Without line ends.
  var trimmed: String { filter { $0 != "\n" } }
}
