/// What bounds the memory and the work that name servers and their clients can cause.
///
/// Times are capture time in nanoseconds.
package struct DNSLimits: Hashable, Sendable {
  /// Records of one answer that are kept. Further ones are counted, and read for their time to live.
  package var answers = 32
  /// Questions of one message that are kept: one in unicast DNS (RFC 9619), several in multicast.
  package var questions = 16
  /// Bytes of the strings of one TXT record that are kept.
  package var textBytes = 1024
  /// Protocols and addresses kept of one service binding.
  package var bindingValues = 16
  /// Questions of one flow that wait for their answer, and answered ones that a repeated answer may still meet. Beyond it
  /// the oldest is stated without an answer and `dns.pending-limit` is raised.
  package var pending = 256
  /// How long an answer may take. Resolvers give up after 5 to 30 s.
  package var answerTime: Int64 = 30_000_000_000
  /// How far captures put an answer before its question.
  package var reorderingTime: Int64 = 500_000_000

  package init() {}
}
