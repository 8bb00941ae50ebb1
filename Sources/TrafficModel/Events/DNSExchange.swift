/// One question to a name server with its answer, stated when both were seen or one of them cannot come any more.
package struct DNSExchange: Hashable, Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case answered
    /// No answer was captured in time.
    case unanswered
    /// An answer to a question that was not captured, or that nobody asked, as announcements on a local link.
    case unasked
    /// A question put to a whole link, where who answers cannot be told from the flow.
    case asked
  }

  package var flow: FlowReference
  package var extent: Extent
  /// The id in both messages.
  package var messageID: UInt16
  /// 0 for an ordinary question (RFC 1035 §4.1.1).
  package var opcode: UInt8 = 0
  /// The name asked for, as spelled by who asked; `.` is the root. Dots inside a label are escaped.
  package var name: UntrustedText
  package var type: DNSRecordType
  /// 1 is the Internet.
  package var classNumber: UInt16
  package var status: Status
  /// On a local link: mDNS (RFC 6762) or LLMNR (RFC 4795).
  package var isMulticast: Bool
  /// Nil without an answer.
  package var responseCode: DNSResponseCode?
  package var isAuthoritative = false
  /// The server had more to say than fits a datagram; the client asks again over TCP.
  package var isTruncated = false
  /// The first records of the answer section.
  package var answers: [DNSAnswer] = []
  /// Records in the answer section by its own count.
  package var answerCount: Int = 0
  /// Least time to live of the answer section, in seconds; nil where it is empty.
  package var minimumTimeToLive: UInt32?
  /// How often the question was sent before it was answered.
  package var attempts: Int = 0
  /// Bytes of the (first) question's message and of the answer's; nil for the one that was not captured.
  package var queryBytes: Int?
  package var responseBytes: Int?
  /// From the first question to the answer.
  package var durationNanoseconds: Int64?

  package init(
    flow: FlowReference, extent: Extent, messageID: UInt16, name: UntrustedText, type: DNSRecordType,
    classNumber: UInt16, status: Status, isMulticast: Bool
  ) {
    self.flow = flow
    self.extent = extent
    self.messageID = messageID
    self.name = name
    self.type = type
    self.classNumber = classNumber
    self.status = status
    self.isMulticast = isMulticast
  }

  package var recordID: RecordID {
    var question = StableHash()
    question.combine(name.rawTextForMatchingAndStorage)
    return RecordID(
      .dns, flow.id, UInt64(bitPattern: extent.start.nanoseconds),
      UInt64(messageID) << 32 | UInt64(type.rawValue) << 16 | UInt64(classNumber), question.value)
  }
}
