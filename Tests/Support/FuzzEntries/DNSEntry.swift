import ByteParsing
import DNSDissection
import TrafficModel

/// The first bytes choose datagrams or streams, and where to cut; then come pieces: a byte that chooses the direction or a
/// gap, two bytes of length, and so many bytes.
public func fuzzDNS(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let first = choices.choice()
  let points = choices.cutPoints()
  var inputs: [DNSInput] = []
  while !choices.isEmpty {
    let kind = choices.choice()
    let length = Int(choices.choice()) << 8 | Int(choices.choice())
    inputs.append(DNSInput(kind: kind, length: length, bytes: kind & 2 == 2 ? [] : choices.bytes(length)))
  }
  let port: UInt16 = first & 1 == 1 ? 5353 : 53
  guard first & 2 == 2 else { return readDatagrams(inputs, port) }
  let whole = transcript(of: inputs, port, isMidstream: first & 4 == 4, cutAt: [])
  let cut = transcript(of: inputs, port, isMidstream: first & 4 == 4, cutAt: points)
  demand(whole.exchanges == cut.exchanges, "how the bytes are cut never changes what is stated")
}

private struct DNSInput {
  var kind: UInt8
  var length: Int
  var bytes: [UInt8]

  var direction: Direction { kind & 1 == 0 ? .toServer : .toClient }
  var isGap: Bool { kind & 2 == 2 }
}

private func readDatagrams(_ inputs: [DNSInput], _ port: UInt16) {
  let transcript = FuzzedDNS()
  let conversation = conversation(port, .udp, isMidstream: false, transcript)
  for input in inputs {
    _ = DNSProbe.recognizes(input.bytes.span.bytes, of: conversation.flow)
    conversation.receiveDatagram(input.bytes.span.bytes, input.direction, moment: .dnsFuzzed)
  }
  conversation.finish()
  var names = PassiveNames(limits: PassiveNames.Limits())
  for exchange in transcript.exchanges { names.learn(from: exchange) }
  demand(
    transcript.exchanges.allSatisfy { $0.answers.count <= DNSLimits().answers }, "no more answers than the limit allows"
  )
}

private func transcript(
  of inputs: [DNSInput], _ port: UInt16, isMidstream: Bool, cutAt points: [UInt8]
) -> FuzzedDNS {
  let transcript = FuzzedDNS()
  let conversation = conversation(port, .tcp, isMidstream: isMidstream, transcript)
  for input in inputs {
    if input.isGap {
      conversation.gap(length: UInt64(input.length), input.direction, moment: .dnsFuzzed)
    } else {
      for piece in pieces(of: input.bytes, at: points) {
        conversation.receive(piece.span.bytes, input.direction, moment: .dnsFuzzed)
      }
    }
  }
  conversation.finish()
  return transcript
}

private func conversation(
  _ port: UInt16, _ transport: TransportProtocol, isMidstream: Bool, _ observer: FuzzedDNS
) -> DNSConversation {
  let ends = (
    Endpoint(IPAddress(v4: 0xc000_0201), port == 53 ? 40_000 : port), Endpoint(IPAddress(v4: 0xc000_0202), port)
  )
  let flow = FlowReference(id: FlowID(rawValue: 1), client: ends.0, server: ends.1, transport: transport)
  return DNSConversation(flow: flow, isMidstream: isMidstream, limits: DNSLimits(), observer: observer)
}

private final class FuzzedDNS: DNSObserver {
  private(set) var exchanges: [DNSExchange] = []
  func exchangeEnded(_ exchange: DNSExchange) { exchanges.append(exchange) }
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) {}
}

extension Moment {
  fileprivate static let dnsFuzzed = Moment(time: .zero, frame: .none)
}
