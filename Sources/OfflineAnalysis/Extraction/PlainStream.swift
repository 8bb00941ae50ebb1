import TrafficModel

/// TCP segments around bytes that never were TCP payload: what was inside TLS, as a connection of its own that any tool can
/// read. Sequence numbers begin at 0; checksums are right.
struct PlainStream {
  /// Payload of one segment: a TLS record becomes one.
  static let segmentBytes = 16_384

  private let flow: FlowReference
  /// Of the next byte of each direction.
  private var toServer: UInt32 = 0
  private var toClient: UInt32 = 0
  private var isOpen = false
  private var ended: Set<Direction> = []

  private static let (fin, syn, push, ack): (UInt8, UInt8, UInt8, UInt8) = (1, 2, 8, 16)

  init(_ flow: FlowReference) { self.flow = flow }

  /// Each call gives `emit` the IP datagrams that say it.
  mutating func send(_ bytes: RawSpan, _ direction: Direction, _ emit: ([UInt8]) -> Void) {
    open(emit)
    var rest = bytes
    while rest.byteCount > 0 {
      let piece = rest.extracting(first: Self.segmentBytes)
      emit(segment(direction, Self.push | Self.ack, piece.withUnsafeBytes { Array($0) }))
      advance(direction, by: piece.byteCount)
      rest = rest.extracting(droppingFirst: piece.byteCount)
    }
  }

  /// Bytes that could not be had: readers see a lost segment. One byte stands for an unknown number.
  mutating func skip(_ length: UInt64?, _ direction: Direction, _ emit: ([UInt8]) -> Void) {
    open(emit)
    advance(direction, by: Int(truncatingIfNeeded: length ?? 1))
  }

  mutating func end(_ direction: Direction, _ emit: ([UInt8]) -> Void) {
    guard isOpen, ended.insert(direction).inserted else { return }
    emit(segment(direction, Self.fin | Self.ack, []))
    advance(direction, by: 1)
  }

  private mutating func open(_ emit: ([UInt8]) -> Void) {
    guard !isOpen else { return }
    isOpen = true
    emit(segment(.toServer, Self.syn, []))
    toServer &+= 1
    emit(segment(.toClient, Self.syn | Self.ack, []))
    toClient &+= 1
    emit(segment(.toServer, Self.ack, []))
  }

  private mutating func advance(_ direction: Direction, by count: Int) {
    let count = UInt32(truncatingIfNeeded: count)
    if direction == .toServer { toServer &+= count } else { toClient &+= count }
  }

  private func segment(_ direction: Direction, _ flags: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let (source, target) = direction == .toServer ? (flow.client, flow.server) : (flow.server, flow.client)
    let (own, peer) = direction == .toServer ? (toServer, toClient) : (toClient, toServer)
    return IPDatagram.tcp(
      from: source, to: target, sequence: own, acknowledgement: flags & Self.ack == 0 ? 0 : peer, flags: flags, payload)
  }
}
