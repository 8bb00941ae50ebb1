import TrafficModel

/// What both sides of one handshake have said so far.
struct Negotiation {
  let epoch: Int
  /// The first one: after a HelloRetryRequest the client repeats itself with small changes.
  var clientHello: ClientHello?
  var serverHello: ServerHello?
  /// The server asked for another ClientHello, as only TLS 1.3 does.
  var hasRetryRequest = false
  var chosenProtocol: [UInt8]?
  var acceptsEarlyData = false
  var serverCertificates: [CertificateSummary] = []
  var clientCertificates: [CertificateSummary] = []
  var hasServerKeys = false
  /// The server has said all it says before application data (TLS 1.3).
  var isServerFlightDone = false
  var fatalAlert: UInt8?
  var extent: Extent?
  /// The fact was stated.
  var isStated = false

  // For RSA key exchange only.
  var encryptedPremaster: [UInt8]?
  var master: TLSSecret?
  var transcript = Transcript()

  init(epoch: Int) { self.epoch = epoch }

  var version: TLSVersion? { serverHello?.version }
  var isTLS13: Bool { version == .tls13 }
  var suite: CipherSuite? { serverHello.map { CipherSuite(number: $0.cipherSuite) } }

  /// No certificate and no key exchange of the server, or a pre-shared key it accepted.
  var isResumed: Bool {
    guard let serverHello else { return false }
    if isTLS13 { return serverHello.has(HelloExtension.preSharedKey) }
    // Drafts of TLS 1.3 hide both.
    guard serverHello.version <= .tls12 else { return false }
    // Anonymous and pre-shared key suites need neither.
    let needsKeys = suite.map { !$0.name.contains("_anon_") && !$0.name.contains("PSK_WITH_") } ?? false
    return needsKeys && serverCertificates.isEmpty && !hasServerKeys
  }

  func schedule12(suite: CipherSuite) -> KeySchedule12? {
    guard let clientHello, let serverHello else { return nil }
    return KeySchedule12(
      suite: suite, version: serverHello.version, clientRandom: clientHello.random, serverRandom: serverHello.random,
      encryptThenMAC: serverHello.has(HelloExtension.encryptThenMAC))
  }

  func fact(
    _ decryption: TLSHandshake.Decryption, flow: FlowReference, extent: Extent, recordVersion: TLSVersion,
    limits: TLSLimits
  ) -> TLSHandshake {
    let version = version ?? clientHello?.highestVersion ?? recordVersion
    var fact = TLSHandshake(flow: flow, extent: extent, version: version, decryption: decryption)
    if let clientHello {
      fact.clientRandom = clientHello.random.bytes
      fact.serverName = clientHello.serverName
      fact.offeredProtocols = clientHello.applicationProtocols.prefix(limits.offeredProtocols)
        .map { UntrustedText(decoding: $0) }
      fact.ja3 = JA3.fingerprint(clientHello)
      fact.ja4 = JA4.fingerprint(clientHello)
      fact.offersEncryptedClientHello = clientHello.offersEncryptedClientHello
      fact.offersEarlyData = clientHello.offersEarlyData
    }
    if let serverHello, let suite {
      fact.cipherSuite = suite.number
      fact.cipherSuiteName = suite.name
      fact.ja3s = JA3.fingerprint(serverHello)
    }
    fact.chosenProtocol = chosenProtocol.map { UntrustedText(decoding: $0) }
    fact.serverCertificates = serverCertificates
    fact.clientCertificates = clientCertificates
    fact.isResumed = isResumed && decryption != .incomplete
    fact.isRenegotiation = epoch > 0
    fact.fatalAlert = fatalAlert
    return fact
  }
}
