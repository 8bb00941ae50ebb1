import EvidenceStore
import Foundation
import TrafficModel

/// How `text` looks as the arguments of a call.
func redacted(
  _ text: String, policy: RedactionPolicy = .redacted, of fullBytes: Int? = nil
) -> (arguments: String, isTruncated: Bool) {
  redacted(Array(text.utf8), policy: policy, of: fullBytes)
}

func redacted(
  _ text: [UInt8], policy: RedactionPolicy = .redacted, of fullBytes: Int? = nil
) -> (arguments: String, isTruncated: Bool) {
  var call = Example.call()
  call.arguments = Example.json(text, of: fullBytes)
  let line = record(.toolCall(call), redaction: policy)
  let truncated = ",\"arguments_truncated\":true"
  guard let start = line.range(of: "\"arguments\":"), let end = line.range(of: ",\"arguments_bytes\":") else {
    return ("", false)
  }
  let value = String(line[start.upperBound..<end.lowerBound])
  guard value.hasSuffix(truncated) else { return (value, false) }
  return (String(value.dropLast(truncated.count)), true)
}
