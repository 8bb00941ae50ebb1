import ByteParsing
import Crypto
import CryptoExtras
import QUICDissection
import TrafficModel

/// Pieces: a byte that chooses direction and wrapping, two bytes of length, and so many bytes, which are a datagram or, since
/// no chance finds a packet that opens, the frames inside a packet that does.
public func fuzzQUIC(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let observer = FuzzedQUIC()
  let flow = FlowReference(
    id: FlowID(rawValue: 1), client: Endpoint(IPAddress(v4: 1), 50_000), server: Endpoint(IPAddress(v4: 2), 443),
    transport: .udp)
  let conversation = QUICConversation(flow: flow, limits: QUICLimits(), observer: observer)
  let moment = Moment(time: .zero, frame: .none)
  while !choices.isEmpty {
    let kind = choices.choice()
    let length = Int(choices.choice()) << 8 | Int(choices.choice())
    let direction: Direction = kind & 1 == 0 ? .toServer : .toClient
    var bytes = choices.bytes(length)
    if kind & 2 == 2 { bytes = packet(bytes, number: kind >> 2, direction) ?? [] }
    _ = QUICProbe.recognizes(bytes.span.bytes)
    conversation.receiveDatagram(bytes.span.bytes, direction, moment: moment)
  }
  conversation.finish(moment: moment)
  demand(observer.handshakes <= 1, "a handshake is stated once")
}

/// An Initial packet of version 1 with `frames` inside.
private func packet(_ frames: [UInt8], number: UInt8, _ direction: Direction) -> [UInt8]? {
  let id: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
  let keys = InitialKeys(.version1, connectionID: id, direction)
  let count = min(frames.count, 16_000)
  let padded = frames.prefix(count) + [UInt8](repeating: 0, count: max(0, 16 - count))
  let length = 1 + padded.count + 16
  let header = [0xc0, 0, 0, 0, 1, 8] + id + [0, 0, 0x40 | UInt8(length >> 8), UInt8(length & 255), number]
  var nonce = keys.iv
  nonce[11] ^= number
  guard let value = try? AES.GCM.Nonce(data: nonce),
    let box = try? AES.GCM.seal(padded, using: keys.key, nonce: value, authenticating: header)
  else { return nil }
  var packet = header + [UInt8](box.ciphertext) + [UInt8](box.tag)
  var mask = Array(packet[header.count + 3..<header.count + 19])
  guard (try? AES.permute(&mask, key: keys.headerKey)) != nil else { return nil }
  packet[0] ^= mask[0] & 0x0f
  packet[header.count - 1] ^= mask[1]
  return packet
}

private final class FuzzedQUIC: QUICObserver {
  private(set) var handshakes = 0
  func handshake(_ handshake: TLSHandshake, moment: Moment) { handshakes += 1 }
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) {}
}
