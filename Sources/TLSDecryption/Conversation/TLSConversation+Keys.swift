import TrafficModel

extension TLSConversation {
  /// Gives a direction its first TLS 1.3 keys. Nil when it has them now.
  func install13(_ side: TLSSide, _ moment: Moment) -> Outcome? {
    guard let suite = negotiation.suite, let hello = negotiation.clientHello else { return .done }
    // What the server says tells how to read what the client sends: early data accepted or not, protocol chosen.
    if side.direction == .toServer, !negotiation.isServerFlightDone, !toClient.isDead { return .wait }
    guard suite.cipher.map(AEADProtection.opens) == true else {
      becomeOpaque(side, .unsupportedSuite, moment)
      return .done
    }
    let hasEarlyData = side.direction == .toServer && hello.offersEarlyData
    // Refused early data is not part of the stream: the client sends it again.
    let isEarly = hasEarlyData && (negotiation.acceptsEarlyData || !negotiation.isServerFlightDone)
    for phase in [TLSSide.Phase.early, .handshake, .application] where isEarly || phase > .early {
      guard let keys = protection13(side, phase) else { continue }
      side.use(.aead(keys.protection), phase, secret: keys.secret, epoch: negotiation.epoch)
      side.isSkipping = phase == .application || phase == .handshake && hasEarlyData
      return nil
    }
    return awaitSecret(side, moment)
  }

  func protection13(_ side: TLSSide, _ phase: TLSSide.Phase) -> TrafficKeys? {
    let isClient = side.direction == .toServer
    let label: SecretLabel? =
      switch phase {
      case .clear: nil
      case .early: isClient ? .clientEarlyTraffic : nil
      case .handshake: isClient ? .clientHandshakeTraffic : .serverHandshakeTraffic
      case .application: isClient ? .clientTraffic : .serverTraffic
      }
    guard let label, let hello = negotiation.clientHello, let suite = negotiation.suite,
      let secret = resources.secrets.secret(label, of: hello.random),
      let protection = KeySchedule13(suite: suite).protection(secret)
    else { return nil }
    return TrafficKeys(secret: secret, protection: protection)
  }

  /// The keys after a KeyUpdate (RFC 8446 §7.2).
  func nextGeneration(_ side: TLSSide) -> TrafficKeys? {
    guard let suite = negotiation.suite, let current = side.secret else { return nil }
    let schedule = KeySchedule13(suite: suite)
    guard let secret = schedule.next(current), let protection = schedule.protection(secret) else { return nil }
    return TrafficKeys(secret: secret, protection: protection)
  }

  /// Moves a direction on to the keys of `phase`, from sequence number 0.
  func advance13(_ side: TLSSide, to phase: TLSSide.Phase, _ moment: Moment) {
    guard let keys = protection13(side, phase) else { return becomeOpaque(side, .noKey, moment) }
    side.use(.aead(keys.protection), phase, secret: keys.secret, epoch: negotiation.epoch)
  }

  func finishServerFlight() {
    negotiation.isServerFlightDone = true
    hasProgress = true
  }

  /// Gives a direction the keys of TLS 1.2 and before, as its ChangeCipherSpec demands. Nil when it has them now.
  func install12(_ side: TLSSide, _ moment: Moment) -> Outcome? {
    guard let suite = negotiation.suite, let version = negotiation.version,
      let schedule = negotiation.schedule12(suite: suite)
    else { return .done }
    guard suite.cipher != nil, version >= .tls10, version <= .tls12 else {
      becomeOpaque(side, .unsupportedSuite, moment)
      return .done
    }
    if negotiation.master == nil {
      negotiation.master = master(schedule)
      if let master = negotiation.master, let hello = negotiation.clientHello {
        resources.secrets.learn(master, of: hello.random)
      }
    }
    guard let master = negotiation.master else { return awaitKeyExchange(side, moment) }
    guard let protection = schedule.protection(master, side.direction) else { return .done }
    rememberSession(master)
    side.use(protection, .application, epoch: negotiation.epoch)
    return nil
  }

  /// From a key log, the client's key exchange, or an earlier session.
  private func master(_ schedule: KeySchedule12) -> TLSSecret? {
    guard let hello = negotiation.clientHello else { return nil }
    let secrets = resources.secrets
    if let master = secrets.secret(.master, of: hello.random) { return master }
    if negotiation.isResumed {
      return secrets.master(resumption: hello.sessionTicket) ?? secrets.master(resumption: hello.sessionID)
    }
    let premaster =
      secrets.secret(.premaster, of: hello.random)
      ?? negotiation.encryptedPremaster.flatMap { secrets.premaster(encrypted: $0) }
    guard let premaster else { return nil }
    let isExtended = negotiation.serverHello?.has(HelloExtension.extendedMasterSecret) == true
    guard isExtended else { return schedule.master(premaster: premaster, sessionHash: nil) }
    guard let transcript = negotiation.transcript.bytes else { return nil }
    return schedule.master(premaster: premaster, sessionHash: schedule.sessionHash(transcript))
  }

  private func rememberSession(_ master: TLSSecret) {
    guard resources.secrets.canRememberSessions, let id = negotiation.serverHello?.sessionID else { return }
    resources.secrets.remember(master, resumption: id)
  }

  /// The server's ChangeCipherSpec may have been captured before the client's key exchange.
  private func awaitKeyExchange(_ side: TLSSide, _ moment: Moment) -> Outcome {
    let isMissing = negotiation.encryptedPremaster == nil && !negotiation.isResumed
    if resources.secrets.hasRSAKeys, side.direction == .toClient, isMissing, !toServer.isDead { return .wait }
    return awaitSecret(side, moment)
  }

  private func awaitSecret(_ side: TLSSide, _ moment: Moment) -> Outcome {
    guard resources.secrets.isComplete else { return .wait }
    becomeOpaque(side, .noKey, moment)
    return .done
  }
}
