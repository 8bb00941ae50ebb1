internal import TrafficModel

/// One method for each table, in the order of its columns.
extension RowEncoder {
  mutating func encode(_ flow: FlowSummary, _ record: UnsafeBufferPointer<UInt8>) {
    begin(RecordName(flow.flow.id), time: flow.extent.start, last: flow.extent.end, record: record)
    append(flow.flow)
    append(flow.flow.transport.name)
    append(flow.state.rawValue)
    append(flow.service)
    append(flow.serverName)
    append(flow.toServer.frames &+ flow.toClient.frames)
    append(flow.toServer.wireBytes)
    append(flow.toClient.wireBytes)
    append(flow.toServer.gaps &+ flow.toClient.gaps)
  }

  mutating func encode(_ exchange: HTTPExchange, _ record: UnsafeBufferPointer<UInt8>) {
    let extent = exchange.extent
    begin(
      RecordName(.http, exchange.recordID), time: extent?.start ?? .zero, last: extent?.end ?? .zero, record: record)
    append(exchange.flow)
    append(exchange.method)
    append(exchange.host)
    append(exchange.status.map { Int64($0) })
    append(exchange.request.bodyBytes)
    append(exchange.response.bodyBytes)
    append(exchange.durationNanoseconds)
  }

  mutating func encode(_ session: MCPSession, _ record: UnsafeBufferPointer<UInt8>) {
    let reference = session.session
    begin(
      RecordName(.session, reference.id), time: session.extent.start, last: session.extent.end, record: record)
    append(session.flow)
    append(reference)
    append(reference.client?.version)
    append(reference.server?.version)
    append(reference.basis.rawValue)
    append(reference.confidence)
    append(reference.transport.rawValue)
    append(reference.revision?.name)
    append(session.ending.rawValue)
    append(session.counts.requests)
    append(session.counts.toolCalls)
    append(session.counts.errors)
    append(session.counts.argumentBytes)
    append(session.counts.resultBytes)
  }

  mutating func encode(_ call: ToolCall, _ record: UnsafeBufferPointer<UInt8>) {
    begin(
      RecordName(.toolCall, call.id), time: (call.started ?? call.extent.start), last: call.extent.end, record: record)
    append(call.flow)
    append(call.session)
    append(call.tool)
    append(call.status.rawValue)
    append(call.isError)
    append(call.errorCode)
    append(call.argumentBytes)
    append(call.result?.fullBytes)
    append(call.durationNanoseconds)
    append(Int64(call.rounds))
  }

  mutating func encode(_ message: MCPMessage, _ record: UnsafeBufferPointer<UInt8>) {
    begin(
      RecordName(.message, message.id), time: message.started ?? message.extent.start, last: message.extent.end,
      record: record)
    append(message.flow)
    append(message.session)
    append(message.kind.rawValue)
    append(message.direction.abbreviation)
    append(message.method)
    append(message.status.rawValue)
    append(message.isError)
    append(message.params?.fullBytes)
    append(message.result?.fullBytes)
    append(message.durationNanoseconds)
  }

  mutating func encode(_ definition: ToolDefinition, _ record: UnsafeBufferPointer<UInt8>) {
    begin(
      RecordName(.toolDefinition, definition.id), time: definition.extent.start, last: definition.extent.end,
      record: record)
    append(definition.flow)
    append(definition.session)
    append(definition.tool)
    append(definition.digest.hexadecimal)
    append(definition.schemaDigest?.hexadecimal)
    append(definition.firstSeen.nanoseconds)
    append(definition.changedFrom?.hexadecimal)
  }

  mutating func encode(_ exchange: DNSExchange, _ record: UnsafeBufferPointer<UInt8>) {
    begin(
      RecordName(.dns, exchange.recordID), time: exchange.extent.start, last: exchange.extent.end, record: record)
    append(exchange.flow)
    append(exchange.name)
    append(exchange.type.name)
    append(exchange.status.rawValue)
    append(exchange.responseCode?.name)
    append(exchange.queryBytes)
    append(exchange.responseBytes)
    append(exchange.durationNanoseconds)
  }

  mutating func encode(_ anomaly: Anomaly, _ record: UnsafeBufferPointer<UInt8>) {
    begin(
      RecordName(.anomaly, anomaly.recordID), time: anomaly.moment.time, last: anomaly.moment.time, record: record)
    append(anomaly.flow.map { RecordName($0.id).description })
    append(anomaly.kind.rawValue)
    append(anomaly.count)
  }

  mutating func encode(_ statistics: AnalysisStatistics, _ record: UnsafeBufferPointer<UInt8>) {
    let name = RecordName(statisticsOf: sensor, at: statistics.time)
    begin(name, time: statistics.time, last: statistics.time, record: record)
    append(statistics.frames)
    append(statistics.bytes)
  }

  mutating func encode(_ handshake: TLSHandshake, _ record: UnsafeBufferPointer<UInt8>) {
    begin(
      RecordName(.tls, handshake.recordID), time: handshake.extent.start, last: handshake.extent.end, record: record)
    append(handshake.flow)
    append(handshake.version.description)
    append(handshake.serverName)
    append(handshake.chosenProtocol)
    append(handshake.ja3)
    append(handshake.ja4)
    append(handshake.decryption.rawValue)
  }
}

extension RowEncoder {
  mutating func encode(_ finding: Finding, _ record: UnsafeBufferPointer<UInt8>) {
    begin(
      RecordName(.finding, finding.id), time: finding.extent.start, last: finding.extent.end, record: record)
    append(finding.detector.rawValue)
    append(finding.subject.key)
    append(finding.deduplicationKey)
    append(Int64(finding.severity.rawValue))
    append(finding.confidence)
    append(finding.suppression == nil ? 0 : 1 as Int64)
  }
}

extension Digest {
  /// 64 lower-case digits.
  var hexadecimal: String {
    var line = RecordBuffer(capacity: 64)
    for word in [words.0, words.1, words.2, words.3] { line.hexadecimal(word, width: 16) }
    return String(decoding: line.bytes, as: UTF8.self)
  }
}
