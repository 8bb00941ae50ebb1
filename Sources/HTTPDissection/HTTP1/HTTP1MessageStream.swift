/// One direction of an HTTP/1 connection: the framer, and the message that goes on.
struct HTTP1MessageStream: ~Copyable {
  var framer: HTTP1Framer
  /// The exchange of the message in progress; nil between messages.
  var exchange: OpenExchange?
  var body: MessageBody?
  /// Interim statuses since the last final response.
  var interimStatuses: [UInt16] = []
  /// The exchange whose request asked to leave HTTP/1; bytes behind it wait for the answer.
  var awaitedSwitch: OpenExchange?
  /// The request in progress asked to leave HTTP/1.
  var asksForSwitch = false
  /// The client may leave the body away when the answer to its head is a refusal (RFC 9110 §10.1.1).
  var mayOmitBody = false
  /// The first bytes behind such a head, until they tell whether they are its body.
  var opening: [UInt8] = []

  var side: MessageSide { framer.side }

  init(_ side: MessageSide, limits: HTTPLimits) { framer = HTTP1Framer(side, limits: limits) }
}
