package import ByteParsing
package import TrafficModel

/// One message as a name server or its client sent it (RFC 1035 §4).
///
/// Only a header that is too short is an error. Where a later part cannot be read, what came before it stands and `damage`
/// says where reading stopped.
package struct DNSMessage: Hashable, Sendable {
  package var header: DNSHeader
  package private(set) var questions: [DNSQuestion] = []
  /// The first records of the answer section; in multicast, where it belongs to the answer, of the additional one too.
  package private(set) var answers: [DNSAnswer] = []
  /// Least time to live of the answer section.
  package private(set) var minimumTimeToLive: UInt32?
  /// The header's code, with the upper bits from the OPT record.
  package private(set) var responseCode: DNSResponseCode
  package private(set) var damage: DecodeError?
  /// Bytes behind the last record.
  package private(set) var trailingBytes = 0
  package let byteCount: Int

  package init(parsing message: RawSpan, isMulticast: Bool, limits: DNSLimits) throws(DecodeError) {
    var cursor = ByteCursor(message)
    header = try DNSHeader(parsing: &cursor)
    responseCode = DNSResponseCode(rawValue: header.responseCode)
    byteCount = message.byteCount
    do throws(DecodeError) {
      try readQuestions(message, &cursor, limit: limits.questions)
      try readRecords(header.answerCount, message, &cursor, limits, isAnswer: true)
      try readRecords(header.authorityCount, message, &cursor, limits, isAnswer: false)
      try readRecords(header.additionalCount, message, &cursor, limits, isAnswer: isMulticast && header.isResponse)
      trailingBytes = cursor.remaining
    } catch {
      if damage == nil { damage = error }
    }
  }

  private mutating func readQuestions(
    _ message: RawSpan, _ cursor: inout ByteCursor, limit: Int
  ) throws(DecodeError) {
    for index in 0..<Int(header.questionCount) {
      if index < limit {
        questions.append(try DNSQuestion(message, parsing: &cursor))
      } else {
        try DNSName.skip(&cursor)
        try cursor.skip(4)
      }
    }
  }

  private mutating func readRecords(
    _ count: UInt16, _ message: RawSpan, _ cursor: inout ByteCursor, _ limits: DNSLimits, isAnswer: Bool
  ) throws(DecodeError) {
    for _ in 0..<Int(count) {
      let isKept = isAnswer && answers.count < limits.answers
      let name: UntrustedText? = isKept ? try DNSName.read(message, &cursor) : nil
      if !isKept { try DNSName.skip(&cursor) }
      let record = try DNSRecord(parsing: &cursor)
      if record.type == .opt {
        let upper = UInt16(truncatingIfNeeded: record.timeToLive >> 24)
        responseCode = DNSResponseCode(rawValue: upper << 4 | header.responseCode)
      } else if isAnswer {
        minimumTimeToLive = min(minimumTimeToLive ?? .max, record.timeToLive)
        if let name { append(record, name, message, cursor, limits) }
      }
      try cursor.skip(Int(record.length))
    }
  }

  /// A record whose data are nonsense keeps its length, and the rest of the message is still read.
  private mutating func append(
    _ record: DNSRecord, _ name: UntrustedText, _ message: RawSpan, _ cursor: ByteCursor, _ limits: DNSLimits
  ) {
    var value = DNSAnswer.Value.opaque
    do throws(DecodeError) {
      value = try record.value(message, cursor, limits: limits)
    } catch {
      if damage == nil { damage = error }
    }
    answers.append(
      DNSAnswer(name: name, type: record.type, timeToLive: record.timeToLive, length: record.length, value: value))
  }
}
