import ByteParsing
import TLSDecryption
import TrafficModel

/// Writes down all that a conversation tells. Plaintext of one direction that follows on itself is one entry, so that
/// records and cuts do not show.
final class Listener: TLSObserver {
  enum Entry: Equatable {
    case handshake(TLSHandshake.Decryption)
    case plaintext(Direction, String)
    case gap(Direction, UInt64?)
    case ended(Direction)
    case opaque(Direction, TLSHandshake.Decryption)
    case anomaly(Anomaly.Kind)
  }

  var entries: [Entry] = []
  var handshakes: [TLSHandshake] = []
  var moments: [UInt64] = []

  func handshake(_ handshake: TLSHandshake, moment: Moment) {
    handshakes.append(handshake)
    entries.append(.handshake(handshake.decryption))
  }

  func plaintext(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    let text = String(decoding: [UInt8](copying: bytes), as: UTF8.self)
    moments.append(moment.frame.number)
    if case .plaintext(direction, let before)? = entries.last {
      entries[entries.count - 1] = .plaintext(direction, before + text)
    } else {
      entries.append(.plaintext(direction, text))
    }
  }

  func plaintextGap(length: UInt64?, _ direction: Direction, moment: Moment) { entries.append(.gap(direction, length)) }
  func plaintextEnded(_ direction: Direction, moment: Moment) { entries.append(.ended(direction)) }

  func becameOpaque(_ reason: TLSHandshake.Decryption, _ direction: Direction, moment: Moment) {
    entries.append(.opaque(direction, reason))
  }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { entries.append(.anomaly(kind)) }

  /// All plaintext of one direction.
  func text(_ direction: Direction) -> String {
    entries.reduce(into: "") { if case .plaintext(direction, let text) = $1 { $0 += text } }
  }
}
