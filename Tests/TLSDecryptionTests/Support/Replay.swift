import TLSDecryption
import TrafficModel

/// One conversation under test.
struct Replay {
  let secrets: SecretStore
  let resources: TLSResources
  let listener = Listener()
  let conversation: TLSConversation
  private(set) var frame: UInt64 = 0

  init(keyLog: String = "", isComplete: Bool = true, limits: TLSLimits = TLSLimits()) {
    let secrets = SecretStore(isComplete: isComplete)
    secrets.add(keyLogText: keyLog)
    self.init(secrets: secrets, limits: limits)
  }

  init(secrets: SecretStore, limits: TLSLimits = TLSLimits()) {
    self.secrets = secrets
    resources = TLSResources(secrets: secrets, limits: limits)
    conversation = TLSConversation(flow: .example, resources: resources, observer: listener)
  }

  /// The whole of a fixture, each piece cut by `cut`, with both ends closed and the flow finished.
  static func run(
    _ fixture: Fixture, keyLog: String? = nil, limits: TLSLimits = TLSLimits(),
    cut: ([UInt8]) -> [ArraySlice<UInt8>] = { [$0[...]] }
  ) -> Listener {
    var replay = Replay(keyLog: keyLog ?? fixture.keyLog, limits: limits)
    for piece in fixture.pieces {
      for part in cut(piece.bytes) { replay.receive(Array(part), piece.direction) }
    }
    replay.close()
    return replay.listener
  }

  mutating func receive(_ pieces: some Sequence<Fixture.Piece>) {
    for piece in pieces { receive(piece.bytes, piece.direction) }
  }

  mutating func receive(_ bytes: [UInt8], _ direction: Direction) {
    conversation.receive(bytes.span.bytes, direction, moment: next())
  }

  mutating func gap(_ length: Int, _ direction: Direction) {
    conversation.gap(UInt64(length), direction, moment: next())
  }

  mutating func close() {
    let moment = next()
    for direction in Direction.allCases { conversation.streamEnded(direction, moment: moment) }
    conversation.finish(moment: moment)
  }

  private mutating func next() -> Moment {
    frame += 1
    return Moment(
      time: Timestamp(nanoseconds: Int64(frame) * 1_000_000),
      frame: FrameReference(capture: CaptureID(rawValue: 0), number: frame))
  }
}

extension FlowReference {
  static let example = FlowReference(
    id: FlowID(rawValue: 1), client: Endpoint(IPAddress(v4: 0xc000_0201), 50_000),
    server: Endpoint(IPAddress(v4: 0xc633_6407), 443), transport: .tcp)
}
