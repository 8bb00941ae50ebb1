package import TrafficModel

/// One tool call as tables show it. The record itself has more: `StoreQuestions.record(uid:)`.
package struct CallRow: Hashable, Sendable {
  package var uid: String
  package var sensor: String
  package var time: Timestamp
  package var client: PeerRow
  package var server: PeerRow
  package var sessionUID: String
  package var flowID: String
  package var tool: UntrustedText
  package var status: CallStatus
  package var isError: Bool?
  package var errorCode: Int64?
  package var argumentsBytes: Int64?
  package var resultBytes: Int64?
  package var durationNanoseconds: Int64?
  package var rounds: Int64
}
