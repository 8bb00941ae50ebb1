import ByteParsing
import TLSDecryption
import TrafficModel

/// The first bytes choose whether secrets come late and where to cut; then come pieces: a byte that chooses what it is, two
/// bytes of length, and so many bytes of a key log, of one direction, or lost.
public func fuzzTLS(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let isLate = choices.choice() & 1 == 1
  let points = choices.cutPoints()
  var events: [TLSInputEvent] = []
  while !choices.isEmpty {
    let kind = choices.choice()
    let length = Int(choices.choice()) << 8 | Int(choices.choice())
    events.append(TLSInputEvent(kind: kind, length: length, bytes: kind & 2 == 2 ? [] : choices.bytes(length)))
  }
  let whole = transcript(of: events, cutAt: [], isLate: isLate)
  let cut = transcript(of: events, cutAt: points, isLate: isLate)
  demand(whole == cut, "how the bytes are cut never changes what is told")
}

private struct TLSInputEvent {
  var kind: UInt8
  var length: Int
  var bytes: [UInt8]

  var direction: Direction { kind & 1 == 0 ? .toServer : .toClient }
  var isGap: Bool { kind & 2 == 2 }
  var isKeyLog: Bool { kind & 4 == 4 }
  var isEnd: Bool { kind & 8 == 8 }
}

private func transcript(of events: [TLSInputEvent], cutAt points: [UInt8], isLate: Bool) -> [TLSTranscript.Entry] {
  let transcript = TLSTranscript()
  let secrets = SecretStore(isComplete: !isLate)
  let resources = TLSResources(secrets: secrets)
  let conversation = TLSConversation(flow: .fuzzed, resources: resources, observer: transcript)
  for event in events {
    if event.isGap {
      conversation.gap(UInt64(event.length), event.direction, moment: .fuzzed)
    } else if event.isKeyLog {
      secrets.add(keyLog: event.bytes)
      conversation.retry()
    } else {
      for piece in pieces(of: event.bytes, at: points) {
        conversation.receive(piece.span.bytes, event.direction, moment: .fuzzed)
      }
    }
    if event.isEnd { conversation.streamEnded(event.direction, moment: .fuzzed) }
  }
  conversation.finish(moment: .fuzzed)
  demand(resources.heldBytes == 0, "a finished conversation holds nothing")
  return transcript.entries
}

/// What an observer hears, without how the plaintext was cut.
private final class TLSTranscript: TLSObserver {
  enum Entry: Hashable {
    case handshake(TLSHandshake)
    case plaintext(Direction, [UInt8])
    case gap(Direction, UInt64?)
    case ended(Direction)
    case opaque(Direction, TLSHandshake.Decryption)
    case anomaly(Anomaly.Kind)
  }

  private(set) var entries: [Entry] = []

  func handshake(_ handshake: TLSHandshake, moment: Moment) { entries.append(.handshake(handshake)) }

  func plaintext(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    entries.append(.plaintext(direction, [UInt8](copying: bytes)))
  }

  func plaintextGap(length: UInt64?, _ direction: Direction, moment: Moment) { entries.append(.gap(direction, length)) }
  func plaintextEnded(_ direction: Direction, moment: Moment) { entries.append(.ended(direction)) }

  func becameOpaque(_ reason: TLSHandshake.Decryption, _ direction: Direction, moment: Moment) {
    entries.append(.opaque(direction, reason))
  }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { entries.append(.anomaly(kind)) }
}
