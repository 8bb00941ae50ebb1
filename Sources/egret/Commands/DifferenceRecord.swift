import Policy
import Presentation
import TrafficModel

/// One line of `egret policy check --format ndjson`.
struct DifferenceRecord: Encodable {
  enum CodingKeys: String, CodingKey {
    case kind, subject, machine, target, port, proto, flows, first, last
    case policyName = "policy_name"
    case bytesSent = "bytes_sent"
  }

  var kind, subject, machine, target, proto, first, last: String
  var policyName: String?
  var port: UInt16
  var flows, bytesSent: UInt64

  init(_ difference: PolicyComparison.Difference) {
    kind = difference.kind.rawValue
    subject = difference.subject.rawValue
    machine = difference.machine.description
    policyName = difference.policyName
    target = difference.target.rawTextForMatchingAndStorage
    port = difference.port
    proto = difference.transport.name
    flows = difference.flows
    bytesSent = difference.bytesSent
    first = Self.time(difference.first)
    last = Self.time(difference.last)
  }

  /// RFC 3339, in UTC.
  private static func time(_ time: Timestamp) -> String {
    Quantity.dateTime(time).replacing(" ", with: "T") + "Z"
  }
}
