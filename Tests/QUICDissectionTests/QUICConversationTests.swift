import QUICDissection
import Testing
import TrafficModel

@Suite struct QUICConversationTests {
  let forge = InitialForge()
  let hello = Published.clientHello

  private func serverHello(_ version: QUICVersion = .version1) -> [UInt8] { Published.serverPacket(version) }

  @Test func theHelloSaysWhoIsAskedForAndHow() throws {
    let dialogue = QUICDialogue()
    dialogue.client(try forge.packet(InitialForge.crypto(hello, at: 0), paddedTo: 1162))
    #expect(dialogue.handshakes.isEmpty)
    dialogue.server(serverHello())
    let handshake = try #require(dialogue.handshakes.first)
    #expect(handshake.serverName == UntrustedText("example.com"))
    #expect(handshake.offeredProtocols == [UntrustedText("alpn")])
    #expect(handshake.ja4?.hasPrefix("q13d0211an_") == true, "\(handshake.ja4 ?? "")")
    #expect(handshake.version == .tls13)
    #expect(handshake.cipherSuiteName == "TLS_AES_128_GCM_SHA256")
    #expect(handshake.decryption == .noKey)
    #expect(handshake.extent.firstFrame.number == 1 && handshake.extent.lastFrame.number == 6)
    #expect(dialogue.finish() == handshake && dialogue.handshakes.count == 1)
  }

  @Test("pieces over several packets, in any order", arguments: 1...40)
  func shuffledPieces(seed: Int) throws {
    let dialogue = QUICDialogue()
    let size = 7 + seed
    var pieces = stride(from: 0, to: hello.count, by: size).map { start in
      InitialForge.crypto(hello[start..<min(start + size, hello.count)], at: start)
    }
    // Rotated and reversed: every order but the right one.
    if seed % 2 == 0 { pieces.reverse() }
    let turn = seed % pieces.count
    pieces = Array(pieces[turn...] + pieces[..<turn])
    for (number, piece) in pieces.enumerated() { dialogue.client(try forge.packet(piece, number: UInt32(number))) }
    #expect(dialogue.finish()?.serverName == UntrustedText("example.com"))
    #expect(dialogue.anomalies.isEmpty)
  }

  @Test func framesOfOtherKindsStandBetween() throws {
    let acknowledgement: [UInt8] = [2, 1, 0, 1, 0, 0, 0]
    let counted: [UInt8] = [3, 1, 0, 0, 0, 1, 2, 3]
    let close: [UInt8] = [0x1c, 0, 6, 2, 65, 66]
    let payload =
      [0, 1, 0] + acknowledgement + InitialForge.crypto(hello.dropFirst(100), at: 100) + counted + [1]
      + InitialForge.crypto(hello.prefix(120), at: 0) + close
    let dialogue = QUICDialogue()
    dialogue.client(try forge.packet(payload))
    #expect(dialogue.finish()?.serverName == UntrustedText("example.com"))
    #expect(dialogue.anomalies.isEmpty)
  }

  @Test func severalPacketsShareADatagram() throws {
    let first = try forge.packet(InitialForge.crypto(hello.prefix(100), at: 0), number: 0)
    let second = try forge.packet(InitialForge.crypto(hello.dropFirst(100), at: 100), number: 1)
    let dialogue = QUICDialogue()
    dialogue.client(first + second + [0x40, 1, 2, 3])
    #expect(dialogue.finish()?.serverName == UntrustedText("example.com"))
    #expect(dialogue.handshakes.first?.decryption == .noKey)
  }

  @Test func aServerPacketThatOvertookTheClientsIsOpenedLater() throws {
    let dialogue = QUICDialogue()
    dialogue.server(serverHello())
    dialogue.client(try forge.packet(InitialForge.crypto(hello, at: 0)), at: 1)
    #expect(dialogue.handshakes.first?.cipherSuiteName == "TLS_AES_128_GCM_SHA256")
  }

  @Test func afterARetryTheKeysDeriveFromTheIdChosenThere() throws {
    let dialogue = QUICDialogue()
    dialogue.client(try forge.packet(InitialForge.crypto(hello.prefix(20), at: 0)))
    let again = InitialForge(connectionID: Published.serverID)
    dialogue.client(
      try again.packet(
        InitialForge.crypto(hello, at: 0), number: 1, destinationID: Published.serverID,
        token: [UInt8](repeating: 9, count: 80)))
    #expect(dialogue.finish()?.serverName == UntrustedText("example.com"))
  }

  @Test func theServersIdChangesNoKeys() throws {
    let dialogue = QUICDialogue()
    dialogue.client(try forge.packet(InitialForge.crypto(hello.prefix(100), at: 0)))
    dialogue.client(
      try forge.packet(InitialForge.crypto(hello.dropFirst(100), at: 100), number: 1, destinationID: Published.serverID)
    )
    #expect(dialogue.finish()?.serverName == UntrustedText("example.com"))
  }

  @Test func theServerMayGoOnInVersionTwo() throws {
    let dialogue = QUICDialogue()
    dialogue.client(try forge.packet(InitialForge.crypto(hello, at: 0)))
    dialogue.server(serverHello(.version2))
    #expect(dialogue.handshakes.first?.cipherSuite == 0x1301)
  }

  @Test func aHelloWithoutAnswerIsStatedAtTheEnd() throws {
    let dialogue = QUICDialogue()
    dialogue.client(try forge.packet(InitialForge.crypto(hello, at: 0)))
    let handshake = try #require(dialogue.finish())
    #expect(handshake.decryption == .incomplete && handshake.cipherSuite == nil)
  }

  @Test func nothingIsStatedWithoutAHello() throws {
    let dialogue = QUICDialogue()
    dialogue.client(try forge.packet(InitialForge.crypto(hello.dropLast(), at: 0)))
    #expect(dialogue.finish() == nil)
  }

  @Test func framesThatDoNotBelongAreAnAnomaly() throws {
    let dialogue = QUICDialogue()
    dialogue.client(try forge.packet([0x08, 0, 1, 2]))
    dialogue.client(try forge.packet([0x06, 0, 0x7f, 0xff], number: 1))
    #expect(dialogue.anomalies == [.quicMalformed, .quicMalformed])
  }

  @Test("the CRYPTO stream is kept up to its limit", arguments: [(200, 1), (199, 0)])
  func cryptoLimit(offset: Int, anomalies: Int) throws {
    var limits = QUICLimits()
    limits.cryptoBytes = 209
    let dialogue = QUICDialogue(limits: limits)
    dialogue.client(try forge.packet(InitialForge.crypto([UInt8](repeating: 1, count: 10), at: offset)))
    #expect(dialogue.anomalies.count == anomalies)
  }

  @Test("pieces wait up to their limit", arguments: [(4, 0), (5, 1)])
  func pieceLimit(count: Int, anomalies: Int) throws {
    var limits = QUICLimits()
    limits.cryptoPieces = 4
    let dialogue = QUICDialogue(limits: limits)
    for number in 0..<count {
      dialogue.client(try forge.packet(InitialForge.crypto([1], at: 100 + 2 * number), number: UInt32(number)))
    }
    #expect(dialogue.anomalies.count == anomalies)
  }

  @Test("so many packets are opened, and no more", arguments: [(3, true), (4, false)])
  func packetLimit(before: Int, isRead: Bool) throws {
    var limits = QUICLimits()
    limits.openedPackets = 4
    let dialogue = QUICDialogue(limits: limits)
    for number in 0..<before { dialogue.client(try forge.packet([1], number: UInt32(number))) }
    dialogue.client(try forge.packet(InitialForge.crypto(hello, at: 0), number: 9))
    #expect((dialogue.finish() != nil) == isRead)
  }
}

@Suite struct QUICProbeTests {
  @Test func initialPacketsAreRecognized() throws {
    #expect(isQUIC(try InitialForge().packet([1])))
    #expect(isQUIC(Published.serverPacket(.version2)))
  }

  @Test(
    "other datagrams are not",
    arguments: [
      [], [0xc0], hex("c000000001"), hex("c0ff00001d08"), hex("c000000002088394c8f03e51570800"),
      [UInt8](repeating: 0xff, count: 100), [UInt8](repeating: 0, count: 100),
      hex("c00000000115") + [UInt8](repeating: 1, count: 60),
      hex("8000000001088394c8f03e5157080000449e"),
    ])
  func others(bytes: [UInt8]) { #expect(!isQUIC(bytes)) }
}
