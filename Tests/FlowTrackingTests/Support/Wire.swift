import FlowTracking
import PacketDecoding
import TrafficModel

/// A client and a server on a wire that is captured, so that a test reads as a conversation.
///
/// Positions in streams are counted from 0, wherever sequence numbers begin. Each packet is one millisecond after the one
/// before, and a new packet as its IP identification goes, unless the test says otherwise.
final class Wire {
  let recorder = Recorder()
  var table: FlowTable
  var client = Endpoint(IPAddress(v4: 0xc000_020a), 40_000)
  var server = Endpoint(IPAddress(v4: 0xc633_6407), 8080)
  var clientInitial: UInt32 = 1_000
  var serverInitial: UInt32 = 5_000
  var time: Int64 = 1_700_000_000_000_000_000
  var step: Int64 = 1_000_000
  var frame: UInt64 = 0
  var snapLength = Int.max
  private var identification: UInt16 = 0

  init(limits: FlowLimits = FlowLimits()) { table = FlowTable(limits: limits, observer: recorder) }

  var counters: FlowCounters { table.counters }
  /// The first flow, which most tests are about.
  var flow: Recorder.Record { recorder.records[0] }

  func client(_ flags: String, at position: Int = 0, ack: Int = 0, _ payload: [UInt8] = []) {
    deliver(clientPacket(flags, at: position, ack: ack, payload))
  }

  func server(_ flags: String, at position: Int = 0, ack: Int = 0, _ payload: [UInt8] = []) {
    deliver(serverPacket(flags, at: position, ack: ack, payload))
  }

  func handshake() {
    client("S", at: -1)
    server("SA", at: -1)
    client("A")
  }

  func clientPacket(_ flags: String, at position: Int, ack: Int = 0, _ payload: [UInt8] = []) -> Packet {
    packet(client, server, clientInitial, serverInitial, flags, position, ack, payload)
  }

  func serverPacket(_ flags: String, at position: Int, ack: Int = 0, _ payload: [UInt8] = []) -> Packet {
    packet(server, client, serverInitial, clientInitial, flags, position, ack, payload)
  }

  func deliver(_ packet: Packet) { deliver(frame: packet.frame) }

  func deliver(frame bytes: [UInt8], wireLength: Int? = nil) {
    frame += 1
    let captured = bytes.prefix(snapLength)
    table.ingest(captured.span.bytes, linkType: .ethernet, wireLength: wireLength ?? bytes.count, moment: moment)
    time += step
  }

  func datagram(fromClient: Bool = true, _ payload: [UInt8]) {
    var packet = Packet(source: fromClient ? client : server, destination: fromClient ? server : client)
    packet.isDatagram = true
    packet.payload = payload
    identification &+= 1
    packet.identification = identification
    deliver(packet)
  }

  /// Frames of nobody's business, so that frames pass as well as time.
  func others(_ count: Int = 40) {
    for _ in 0..<count { deliver(frame: [UInt8](repeating: 2, count: 12) + [8, 6, 0, 0]) }
  }

  func pause(_ nanoseconds: Int64) { time += nanoseconds }

  func advance(_ nanoseconds: Int64) {
    time += nanoseconds
    table.advance(to: Timestamp(nanoseconds: time))
  }

  func finish() { table.finish(at: moment) }

  var moment: Moment {
    Moment(
      time: Timestamp(nanoseconds: time), frame: FrameReference(capture: CaptureID(rawValue: 0), number: frame))
  }

  private func packet(
    _ source: Endpoint, _ destination: Endpoint, _ initial: UInt32, _ peerInitial: UInt32, _ flags: String,
    _ position: Int, _ ack: Int, _ payload: [UInt8]
  ) -> Packet {
    identification &+= 1
    return Packet(
      source: source, destination: destination, sequence: initial &+ 1 &+ UInt32(truncatingIfNeeded: position),
      acknowledgement: flags.contains("A") ? peerInitial &+ 1 &+ UInt32(truncatingIfNeeded: ack) : 0, flags: flags,
      payload: payload, identification: identification)
  }
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
