import ByteParsing
import DNSDissection
import TrafficModel

func message(
  _ bytes: [UInt8], isMulticast: Bool = false, limits: DNSLimits = DNSLimits()
) throws -> DNSMessage {
  try DNSMessage(parsing: bytes.span.bytes, isMulticast: isMulticast, limits: limits)
}

/// What the only record of an answer says.
func value(_ type: Int, _ data: [UInt8]) throws -> DNSAnswer.Value? {
  try message(DNSForge.response([DNSForge.record(type, data)])).answers.first?.value
}

func text(_ string: String) -> UntrustedText { UntrustedText(string) }
