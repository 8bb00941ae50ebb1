/// What two independent readers of one capture can agree on.
struct TrafficFacts {
  var frames = 0
  var tcpFlows = 0
  /// Sequence space carried, by sender and receiver: `192.0.2.10:39608>192.0.2.80:8000`. Directions without any are left out.
  var payloadBytes: [String: Int] = [:]
  /// Of requests, sorted.
  var methods: [String] = []
  /// Final ones, sorted; 1xx answers are no exchanges of their own.
  var statuses: [Int] = []
  /// Lengths of decoded bodies of requests and responses that are not empty, sorted.
  var bodyBytes: [Int] = []
  /// SHA-256 of `result` objects of tool calls, in hexadecimal.
  var resultDigests: Set<String> = []
}
