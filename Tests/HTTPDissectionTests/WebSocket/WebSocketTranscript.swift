import ByteParsing
import HTTPDissection
import TrafficModel

/// Writes down what a WebSocket connection tells.
final class WebSocketTranscript: WebSocketObserver {
  struct Entry: Hashable {
    var message: WebSocketMessage
    var payload: [UInt8]
    var text: String { String(decoding: payload, as: UTF8.self) }
  }

  private(set) var entries: [Entry] = []
  private(set) var controls: [String] = []
  private(set) var anomalies: [Anomaly.Kind] = []
  private(set) var opaque: [Direction] = []
  private(set) var gaps = 0
  private var open: [Direction: [UInt8]] = [:]

  func messageBegan(_ message: WebSocketMessage, moment: Moment) { open[message.direction] = [] }
  func messageData(_ bytes: RawSpan, of message: WebSocketMessage, moment: Moment) {
    open[message.direction]?.append(bytes)
  }
  func messageGap(length: UInt64?, of message: WebSocketMessage, moment: Moment) { gaps += 1 }
  func messageEnded(_ message: WebSocketMessage, moment: Moment) {
    entries.append(Entry(message: message, payload: open.removeValue(forKey: message.direction) ?? []))
  }
  func controlFrame(_ kind: WebSocketControl, _ payload: RawSpan, _ direction: Direction, moment: Moment) {
    controls.append("\(kind) \(String(decoding: [UInt8](copying: payload), as: UTF8.self))")
  }
  func becameOpaque(_ direction: Direction, moment: Moment) { opaque.append(direction) }
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { anomalies.append(kind) }
}

/// Frames as an end would send them.
enum Frame {
  static func make(
    _ opcode: UInt8, _ payload: [UInt8], final: Bool = true, compressed: Bool = false, mask: [UInt8]? = nil
  ) -> [UInt8] {
    var frame = [(final ? 0x80 : 0) | (compressed ? 0x40 : 0) | opcode]
    let masked: UInt8 = mask == nil ? 0 : 0x80
    switch payload.count {
    case ..<126: frame.append(masked | UInt8(payload.count))
    case ..<65_536: frame += [masked | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
    default: frame += [masked | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    guard let mask else { return frame + payload }
    return frame + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
  }

  static func text(_ text: String, mask: [UInt8]? = nil) -> [UInt8] { make(1, Array(text.utf8), mask: mask) }
}
