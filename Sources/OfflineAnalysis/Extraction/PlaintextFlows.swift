import ByteParsing
import FlowTracking
import TLSDecryption
import TrafficModel

/// Follows encrypted flows and tells what was inside them, framed as TCP.
///
/// Observers cannot throw: what is said while a frame is read waits here for whoever writes it.
final class PlaintextFlows: FlowObserver {
  /// An IP datagram.
  struct Said {
    var datagram: [UInt8]
    var time: Timestamp
  }

  private let resources: TLSResources
  private var said: [Said] = []

  init(_ secrets: SecretStore) { resources = TLSResources(secrets: secrets) }

  /// What was said since this was last asked.
  func takeSaid() -> [Said] {
    defer { said = [] }
    return said
  }

  func flowBegan(_ flow: Flow, at moment: Moment) {
    flow.attachment = PlaintextFlow(flow.reference, resources) { [unowned self] in
      said.append(Said(datagram: $0, time: $1))
    }
  }

  func receive(_ bytes: RawSpan, _ direction: Direction, at offset: StreamOffset, of flow: Flow, moment: Moment) {
    attached(to: flow)?.conversation?.receive(bytes, direction, moment: moment)
  }

  func gap(_ range: Range<StreamOffset>, _ direction: Direction, of flow: Flow, moment: Moment) {
    let length = range.upperBound.rawValue &- range.lowerBound.rawValue
    attached(to: flow)?.conversation?.gap(length, direction, moment: moment)
  }

  func streamEnded(_ direction: Direction, of flow: Flow, moment: Moment) {
    attached(to: flow)?.conversation?.streamEnded(direction, moment: moment)
  }

  func flowEnded(_ flow: Flow, state: FlowSummary.State, at moment: Moment) {
    attached(to: flow)?.finish(at: moment)
    flow.attachment = nil
  }

  func receiveDatagram(_ payload: RawSpan, _ direction: Direction, of flow: Flow, moment: Moment) {}
  func anomaly(_ kind: Anomaly.Kind, of flow: Flow?, moment: Moment) {}

  private func attached(to flow: Flow) -> PlaintextFlow? { flow.attachment as? PlaintextFlow }
}

/// One of them.
///
/// What the server says before the client's first word (HTTP/2 settings) is told right after it: readers of plain
/// connections know a protocol by how clients begin.
private final class PlaintextFlow: TLSObserver {
  /// Bytes of the server that wait for the client at most.
  private static let earlyLimit = 1 << 16

  private(set) var conversation: TLSConversation?
  private var stream: PlainStream
  private var hasClientSpoken = false
  private var early: [[UInt8]] = []
  private var earlyBytes = 0
  private let emit: ([UInt8], Timestamp) -> Void

  init(_ flow: FlowReference, _ resources: TLSResources, _ emit: @escaping ([UInt8], Timestamp) -> Void) {
    stream = PlainStream(flow)
    self.emit = emit
    conversation = TLSConversation(flow: flow, resources: resources, observer: self)
  }

  /// Lets go of the conversation, which keeps its observer.
  func finish(at moment: Moment) {
    conversation?.finish(moment: moment)
    conversation = nil
    tellEarly(moment)
    for direction in [Direction.toServer, .toClient] { stream.end(direction) { emit($0, moment.time) } }
  }

  func plaintext(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    if direction == .toClient, !hasClientSpoken, earlyBytes + bytes.byteCount <= Self.earlyLimit {
      earlyBytes += bytes.byteCount
      return early.append([UInt8](copying: bytes))
    }
    if direction == .toServer { hasClientSpoken = true } else { tellEarly(moment) }
    stream.send(bytes, direction) { emit($0, moment.time) }
    tellEarly(moment)
  }

  func plaintextGap(length: UInt64?, _ direction: Direction, moment: Moment) {
    tellEarly(moment)
    stream.skip(length, direction) { emit($0, moment.time) }
  }

  func plaintextEnded(_ direction: Direction, moment: Moment) {
    tellEarly(moment)
    stream.end(direction) { emit($0, moment.time) }
  }

  func handshake(_ handshake: TLSHandshake, moment: Moment) {}
  func becameOpaque(_ reason: TLSHandshake.Decryption, _ direction: Direction, moment: Moment) {}
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) {}

  private func tellEarly(_ moment: Moment) {
    guard !early.isEmpty else { return }
    hasClientSpoken = true
    for piece in early { stream.send(piece.span.bytes, .toClient) { emit($0, moment.time) } }
    early = []
  }
}
