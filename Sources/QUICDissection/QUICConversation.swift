import ByteParsing
import TLSDecryption
package import TrafficModel

/// One flow of QUIC: opens the Initial packets, whose keys everybody can derive, and states the handshake in them. What
/// follows is opaque.
package final class QUICConversation {
  private enum Phase { case listening, done }

  package let flow: FlowReference
  private let limits: QUICLimits
  private unowned let observer: any QUICObserver
  private var phase = Phase.listening
  private var ring: InitialKeyRing?
  private var client: QUICSide
  private var server: QUICSide
  private var clientHello: ClientHello?
  private var serverHello: ServerHello?
  private var extent: Extent?
  private var attempts = 0
  private var hasProtectedData = false
  /// Packets of the server that were captured before the client's first, without which they have no keys.
  private var early: [(datagram: [UInt8], moment: Moment)] = []
  private static let earlyLimit = 4

  package init(flow: FlowReference, limits: QUICLimits, observer: any QUICObserver) {
    self.flow = flow
    self.limits = limits
    self.observer = observer
    client = QUICSide(limits: limits)
    server = QUICSide(limits: limits)
  }

  /// One datagram's payload, as far as captured. It may hold several packets (RFC 9000 §12.2).
  package func receiveDatagram(_ payload: RawSpan, _ direction: Direction, moment: Moment) {
    guard phase == .listening else { return }
    var rest = payload
    while rest.byteCount > 0 {
      guard let header = try? QUICLongHeader(parsing: rest) else {
        if rest[byteAt: 0] & 0xc0 == 0x40 { hasProtectedData = true }
        return
      }
      let packet = rest.extracting(first: header.packetLength)
      if header.type == .initial { receiveInitial(packet, header, direction, moment) }
      guard phase == .listening else { return }
      rest = rest.extracting(droppingFirst: header.packetLength)
    }
  }

  /// The flow is over.
  package func finish(moment: Moment) { state(moment) }

  // MARK: Packets

  private func receiveInitial(_ packet: RawSpan, _ header: QUICLongHeader, _ direction: Direction, _ moment: Moment) {
    if direction == .toClient, ring == nil {
      if early.count < Self.earlyLimit { early.append(([UInt8](copying: packet), moment)) }
      return
    }
    attempts += 1
    guard attempts <= limits.openedPackets else { return state(moment) }
    guard let opened = open(packet, header, direction) else { return }
    read(opened, direction, moment)
    guard direction == .toServer, !early.isEmpty else { return }
    let waiting = early
    early = []
    for entry in waiting { receiveDatagram(entry.datagram.span.bytes, .toClient, moment: entry.moment) }
  }

  /// The client's first connection id gives the keys. After a Retry it is the one that the server chose there (RFC 9001
  /// §5.2), which shows in that the old keys no longer open.
  private func open(_ packet: RawSpan, _ header: QUICLongHeader, _ direction: Direction) -> OpenedPacket? {
    var ring = self.ring ?? InitialKeyRing(connectionID: header.destinationID)
    let expected = direction == .toServer ? client.expectedNumber : server.expectedNumber
    if let opened = ring.keys(header.version, direction).open(packet, header, expected: expected) {
      self.ring = ring
      return opened
    }
    guard direction == .toServer, ring.connectionID != header.destinationID else { return nil }
    ring = InitialKeyRing(connectionID: header.destinationID)
    guard let opened = ring.keys(header.version, direction).open(packet, header, expected: expected) else { return nil }
    self.ring = ring
    return opened
  }

  private func read(_ packet: OpenedPacket, _ direction: Direction, _ moment: Moment) {
    if extent == nil { extent = Extent(moment) }
    extent?.extend(to: moment)
    var side = direction == .toServer ? client : server
    side.expectedNumber = max(side.expectedNumber, packet.number + 1)
    var isWithinLimits = true
    do throws(DecodeError) {
      try InitialFrames.read(packet.payload.span.bytes) { piece, offset in
        if !side.insert(piece, at: offset) { isWithinLimits = false }
      }
    } catch {
      observer.anomaly(.quicMalformed, flow: flow, moment: moment)
    }
    if !isWithinLimits { observer.anomaly(.quicCryptoLimit, flow: flow, moment: moment) }
    while let message = side.nextMessage() { receive(message, direction, moment) }
    if direction == .toServer { client = side } else { server = side }
    if clientHello != nil, serverHello != nil { state(moment) }
  }

  private func receive(_ message: HandshakeReader.Message, _ direction: Direction, _ moment: Moment) {
    do throws(DecodeError) {
      switch (direction, message.type) {
      case (.toServer, .clientHello) where clientHello == nil:
        clientHello = try ClientHello(parsing: message.body.span.bytes)
      case (.toClient, .serverHello) where serverHello == nil:
        let hello = try ServerHello(parsing: message.body.span.bytes)
        if !hello.isHelloRetryRequest { serverHello = hello }
      default: break
      }
    } catch {
      observer.anomaly(.tlsBadHandshake, flow: flow, moment: moment)
    }
  }

  // MARK: The fact

  private func state(_ moment: Moment) {
    guard phase == .listening else { return }
    phase = .done
    early = []
    guard clientHello != nil || serverHello != nil, let extent else { return }
    observer.handshake(fact(extent), moment: moment)
  }

  private func fact(_ extent: Extent) -> TLSHandshake {
    let version = serverHello?.version ?? clientHello?.highestVersion ?? .tls13
    // Whatever comes behind the hellos needs secrets that are not in the packets.
    let isProtected = serverHello != nil || hasProtectedData
    var fact = TLSHandshake(
      flow: flow, extent: extent, version: version, decryption: isProtected ? .noKey : .incomplete)
    if let clientHello {
      fact.serverName = clientHello.serverName
      fact.offeredProtocols = clientHello.applicationProtocols.prefix(TLSLimits().offeredProtocols)
        .map { UntrustedText(decoding: $0) }
      fact.ja3 = JA3.fingerprint(clientHello)
      fact.ja4 = JA4.fingerprint(clientHello, over: .quic)
      fact.offersEncryptedClientHello = clientHello.offersEncryptedClientHello
      fact.offersEarlyData = clientHello.offersEarlyData
    }
    if let serverHello {
      let suite = CipherSuite(number: serverHello.cipherSuite)
      fact.cipherSuite = suite.number
      fact.cipherSuiteName = suite.name
      fact.ja3s = JA3.fingerprint(serverHello)
    }
    return fact
  }
}
