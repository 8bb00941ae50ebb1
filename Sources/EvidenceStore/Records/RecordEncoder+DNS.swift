internal import TrafficModel

extension RecordEncoder {
  mutating func append(_ exchange: DNSExchange, to line: inout RecordBuffer) {
    let extent = exchange.extent
    begin("dns", RecordName(.dns, exchange.recordID), at: extent.start, flow: exchange.flow, extent: extent, to: &line)
    append("id", UInt64(exchange.messageID), to: &line)
    appendUnlessZero("opcode", UInt64(exchange.opcode), to: &line)
    appendRequired("qname", exchange.name, to: &line)
    line.key("qtype")
    line.string(escaping: exchange.type.name)
    append("qtype_number", UInt64(exchange.type.rawValue), to: &line)
    if exchange.classNumber != 1 { append("qclass", UInt64(exchange.classNumber), to: &line) }
    line.key("status")
    line.string(escaping: exchange.status.rawValue)
    appendIfTrue("multicast", exchange.isMulticast, to: &line)
    line.key("rcode")
    if let code = exchange.responseCode { line.string(escaping: code.name) } else { line.null() }
    appendIfTrue("authoritative", exchange.isAuthoritative, to: &line)
    appendIfTrue("truncated", exchange.isTruncated, to: &line)
    append("attempts", UInt64(clamping: exchange.attempts), to: &line)
    append("query_bytes", bytes: exchange.queryBytes, to: &line)
    append("response_bytes", bytes: exchange.responseBytes, to: &line)
    line.key("duration_ms")
    line.milliseconds(exchange.durationNanoseconds)
    line.key("ttl")
    if let seconds = exchange.minimumTimeToLive { line.number(UInt64(seconds)) } else { line.null() }
    append("answer_count", UInt64(clamping: exchange.answerCount), to: &line)
    line.key("answers")
    line.beginArray()
    for answer in exchange.answers.prefix(RecordLimits.dnsAnswers) { append(answer, to: &line) }
    line.endArray()
  }

  private mutating func append(_ answer: DNSAnswer, to line: inout RecordBuffer) {
    line.beginObject()
    append("name", answer.name, to: &line)
    line.key("type")
    line.string(escaping: answer.type.name)
    append("ttl", UInt64(answer.timeToLive), to: &line)
    append("bytes", UInt64(answer.length), to: &line)
    append("data", answer.zoneText, limit: RecordLimits.dnsTextBytes, to: &line)
    line.endObject()
  }
}
