@testable import MCPDissection
import TrafficModel

extension Moment {
  static func example(frame: UInt64 = 1) -> Moment {
    Moment(
      time: Timestamp(nanoseconds: Int64(frame)), frame: FrameReference(capture: CaptureID(rawValue: 0), number: frame))
  }
}

/// Scans `text` cut at the given offsets, one frame a piece, and ends the body.
func scan(_ text: [UInt8], cutAt cuts: [Int] = [], limits: JSONLimits = JSONLimits()) -> [JSONRPCMessage] {
  var scanner = JSONStreamScanner(limits: limits)
  var messages: [JSONRPCMessage] = []
  for (index, (start, end)) in zip([0] + cuts, cuts + [text.count]).enumerated() {
    scanner.receive(text[start..<end].span.bytes, moment: .example(frame: UInt64(index + 1)))
    messages += scanner.takeFinished()
  }
  scanner.finish(moment: .example(frame: UInt64(cuts.count + 1)))
  return messages + scanner.takeFinished()
}

func scan(_ text: String, cutAt cuts: [Int] = [], limits: JSONLimits = JSONLimits()) -> [JSONRPCMessage] {
  scan(Array(text.utf8), cutAt: cuts, limits: limits)
}

extension JSONRPCMessage {
  /// Everything that must not depend on how the body was cut.
  var essence: String {
    let parts = [excerpt(.params), excerpt(.result), excerpt(.error)].map { excerpt in
      excerpt.map { "\(String(decoding: $0.text, as: UTF8.self))/\($0.fullBytes)/\($0.digest?.bytes ?? [])" } ?? "-"
    }
    return "\(String(describing: id)) \(method ?? "-") \(isVersion2) \(isInBatch) \(isIncomplete) \(oddities.rawValue)"
      + " \(compactBytes) \(parts) \(String(decoding: kept + (resultText ?? []), as: UTF8.self))"
  }
}
