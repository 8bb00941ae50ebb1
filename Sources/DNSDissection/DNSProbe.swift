import ByteParsing
package import TrafficModel

/// Whether bytes are DNS. A well-known port makes us believe more readily; elsewhere only a message that is whole and
/// without fault in every part counts.
package enum DNSProbe {
  package enum Verdict: Hashable, Sendable {
    case certain
    /// More bytes are needed.
    case unsure
    case notMine
  }

  private static let limits = DNSLimits()

  /// Judges the first datagram of a flow, as far as it was captured.
  package static func recognizes(_ datagram: RawSpan, of flow: FlowReference) -> Bool {
    var cursor = ByteCursor(datagram)
    guard let header = try? DNSHeader(parsing: &cursor) else { return false }
    let ports = [flow.client.port, flow.server.port]
    // NetBIOS names (RFC 1002) look the same and mean something else.
    guard !ports.contains(137) else { return false }
    let isNamed = ports.contains { [53, 5353, 5355].contains($0) }
    guard isNamed ? isConceivable(header) : isUsual(header) else { return false }
    guard let message = try? DNSMessage(parsing: datagram, isMulticast: false, limits: limits) else { return false }
    if isNamed { return header.questionCount == 0 || !message.questions.isEmpty }
    return message.damage == nil && message.trailingBytes == 0 && message.questions.allSatisfy(isUsual)
  }

  /// Judges the beginning of a stream: a length (RFC 1035 §4.2.2), then a message as nearly all are.
  package static func examine(_ stream: RawSpan) -> Verdict {
    var cursor = ByteCursor(stream)
    guard let length = try? cursor.readUInt16() else { return .unsure }
    // Header, root name, type and class.
    guard length >= 17 else { return .notMine }
    guard let header = try? DNSHeader(parsing: &cursor) else { return .unsure }
    guard isUsual(header) else { return .notMine }
    let captured = min(stream.byteCount, 2 + Int(length))
    let message = stream.extracting(2..<captured)
    var question = ByteCursor(message)
    do throws(DecodeError) {
      try question.skip(DNSHeader.length)
      return isUsual(try DNSQuestion(message, parsing: &question)) ? .certain : .notMine
    } catch {
      return error.reason == .truncated && captured < 2 + Int(length) ? .unsure : .notMine
    }
  }

  private static func isConceivable(_ header: DNSHeader) -> Bool {
    header.opcode <= 6 && header.questionCount <= 64
      && (header.questionCount > 0 || header.answerCount > 0 || header.isResponse)
  }

  private static func isUsual(_ header: DNSHeader) -> Bool {
    guard header.opcode == 0, header.questionCount == 1, !header.isReservedBitSet else { return false }
    if header.isResponse { return header.responseCode <= 11 && header.answerCount <= 4096 }
    return header.responseCode == 0 && header.answerCount == 0 && header.authorityCount <= 1
      && header.additionalCount <= 2
  }

  private static func isUsual(_ question: DNSQuestion) -> Bool {
    question.classNumber == 1 && question.type.rawValue != 0 && question.type != .opt
  }
}
