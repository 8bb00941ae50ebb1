import ByteParsing
import TrafficModel

extension TLSConversation {
  func receiveHandshake(_ bytes: RawSpan, _ side: TLSSide, _ moment: Moment) {
    let skipped = side.reader.skippedMessages
    side.reader.append(bytes)
    do throws(Desynchronized) {
      while let message = try side.reader.next() { try receive(message, side, moment) }
    } catch {
      side.reader.reset()
      observer.anomaly(.tlsBadHandshake, flow: flow, moment: moment)
      // Without a hello before it this is an encrypted message: the beginning was not captured.
      let hello = side.direction == .toServer ? negotiation.clientHello == nil : negotiation.serverHello == nil
      if hello { becomeOpaque(side, side.isUncertain ? .gap : .midstream, moment) }
    }
    if side.reader.skippedMessages > skipped { observer.anomaly(.tlsBadHandshake, flow: flow, moment: moment) }
  }

  private func receive(_ message: HandshakeReader.Message, _ side: TLSSide, _ moment: Moment) throws(Desynchronized) {
    do throws(DecodeError) {
      switch side.direction {
      case .toServer: try receiveFromClient(message, side, moment)
      case .toClient: try receiveFromServer(message, side, moment)
      }
    } catch {
      throw Desynchronized(.badFrame)
    }
    if resources.secrets.hasRSAKeys {
      negotiation.transcript.add(message, side.direction, limit: resources.limits.transcriptBytes)
    }
  }

  private func receiveFromClient(
    _ message: HandshakeReader.Message, _ side: TLSSide, _ moment: Moment
  ) throws(DecodeError) {
    switch message.type {
    case .clientHello:
      let hello = try ClientHello(parsing: message.body.span.bytes)
      // In the clear, a second one answers a HelloRetryRequest.
      if side.phase != .clear { renegotiate(moment) }
      if negotiation.clientHello == nil { negotiation.clientHello = hello }
      hasProgress = true
    case .clientKeyExchange where negotiation.suite?.usesRSAKeyExchange == true:
      var cursor = ByteCursor(message.body.span.bytes)
      let length = Int(try cursor.readUInt16())
      negotiation.encryptedPremaster = [UInt8](copying: try cursor.take(length))
      hasProgress = true
    case .certificate: negotiation.clientCertificates = try summaries(message)
    case .endOfEarlyData where side.phase == .early: advance13(side, to: .handshake, moment)
    case .finished where side.phase == .handshake:
      advance13(side, to: .application, moment)
      state(.yes, moment)
    case .keyUpdate: updateKeys(side, moment)
    default: break
    }
  }

  private func receiveFromServer(
    _ message: HandshakeReader.Message, _ side: TLSSide, _ moment: Moment
  ) throws(DecodeError) {
    switch message.type {
    case .serverHello:
      let hello = try ServerHello(parsing: message.body.span.bytes)
      if hello.isHelloRetryRequest { negotiation.hasRetryRequest = true }
      guard !hello.isHelloRetryRequest, negotiation.serverHello == nil else { return }
      negotiation.serverHello = hello
      negotiation.chosenProtocol = hello.applicationProtocol
      hasProgress = true
    case .encryptedExtensions where side.phase == .handshake:
      let extensions = try EncryptedExtensions(parsing: message.body.span.bytes)
      negotiation.chosenProtocol = extensions.applicationProtocol
      negotiation.acceptsEarlyData = extensions.acceptsEarlyData
    case .certificate: negotiation.serverCertificates = try summaries(message)
    case .serverKeyExchange: negotiation.hasServerKeys = true
    case .newSessionTicket where !negotiation.isTLS13: try rememberTicket(message)
    case .finished where side.phase == .handshake:
      advance13(side, to: .application, moment)
      finishServerFlight()
    case .keyUpdate: updateKeys(side, moment)
    default: break
    }
  }

  /// A new handshake inside the old one's protection; each direction keeps its keys until its ChangeCipherSpec.
  private func renegotiate(_ moment: Moment) {
    state(.incomplete, moment)
    negotiation = Negotiation(epoch: negotiation.epoch + 1)
    negotiation.extent = Extent(moment)
  }

  private func updateKeys(_ side: TLSSide, _ moment: Moment) {
    guard negotiation.isTLS13, side.phase == .application, let next = nextGeneration(side) else { return }
    side.use(.aead(next.protection), .application, secret: next.secret, epoch: negotiation.epoch)
  }

  private func rememberTicket(_ message: HandshakeReader.Message) throws(DecodeError) {
    guard resources.secrets.canRememberSessions, let master = negotiation.master else { return }
    var cursor = ByteCursor(message.body.span.bytes)
    try cursor.skip(4)  // lifetime
    let length = Int(try cursor.readUInt16())
    resources.secrets.remember(master, resumption: [UInt8](copying: try cursor.take(length)))
  }

  private func summaries(_ message: HandshakeReader.Message) throws(DecodeError) -> [CertificateSummary] {
    let limits = resources.limits
    let chain = try CertificateMessage(
      parsing: message.body.span.bytes, version: negotiation.version ?? .tls12, limit: limits.certificates)
    let parser = CertificateParser(alternativeNameLimit: limits.alternativeNames)
    return chain.certificates.compactMap(parser.summary)
  }
}
