package import TrafficModel

/// Writes events as records: one JSON object a line, keys in a fixed order, no white space. The same events give the same
/// bytes, in every run and on every machine with the same hashing key.
///
/// Hand-written, because it runs once for every fact: nothing is allocated once its buffers have grown.
package struct RecordEncoder: ~Copyable {
  /// Grows when a key changes its meaning or goes away, not when one is added.
  package static let schemaVersion: UInt64 = 1

  /// How much of arguments, results and parameters is written.
  package let redaction: RedactionPolicy
  let captures: CaptureCatalog
  let hasher: any SecretHashing
  var json: JSONRedactor
  var url = URLRedactor()
  var excerpt = RecordBuffer(capacity: 1024)
  private var flows = FlowMembersCache()
  /// `"schema":1,"sensor":"…"`.
  private var sensorMembers = RecordBuffer(capacity: 64)
  private var captureName = CaptureNameCache()
  let sensor: String

  /// - Parameters:
  ///   - sensor: who observed; in every record, so that many sensors may feed one database.
  ///   - hasher: must be the one that the facts' own hashes come from, so that they can be joined.
  package init(
    sensor: String, captures: CaptureCatalog, redaction: RedactionPolicy, hasher: any SecretHashing
  ) {
    self.redaction = redaction
    self.captures = captures
    self.hasher = hasher
    self.sensor = sensor
    json = JSONRedactor(masker: SecretMasker(hasher: hasher))
    sensorMembers.key("schema")
    sensorMembers.number(Self.schemaVersion)
    sensorMembers.key("sensor")
    sensorMembers.string(escaping: sensor)
  }

  /// Appends the record of `event`, a whole line.
  package mutating func append(_ event: TrafficEvent, to line: inout RecordBuffer) {
    switch event {
    case .flow(let flow): append(flow.value, to: &line)
    case .http(let exchange): append(exchange.value, to: &line)
    case .session(let session): append(session.value, to: &line)
    case .toolCall(let call): append(call.value, to: &line)
    case .message(let message): append(message.value, to: &line)
    case .toolDefinition(let definition): append(definition.value, to: &line)
    case .tls(let handshake): append(handshake.value, to: &line)
    case .dns(let exchange): append(exchange.value, to: &line)
    case .anomaly(let anomaly): append(anomaly.value, to: &line)
    case .statistics(let statistics): append(statistics.value, to: &line)
    case .finding(let finding): append(finding.value, to: &line)
    }
    line.endObject()
    line.endLine()
  }

  /// Begins a record: the keys that all have in common. `flow` and `extent` are nil for facts that belong to none.
  mutating func begin(
    _ type: StaticString, _ name: RecordName, at time: Timestamp, flow: FlowReference?, extent: Extent?,
    to line: inout RecordBuffer
  ) {
    line.beginObject()
    line.key("timestamp")
    line.time(time)
    line.key("event_type")
    line.string(type)
    line.prepared(sensorMembers)
    line.key("uid")
    line.name(name)
    if let flow { flows.append(flow, to: &line) }
    if let extent { append(frames: extent.firstFrame, extent.lastFrame, to: &line) }
  }

  /// `pcap_filename`, `frames`, and `pcap_filename_last` when they end in another capture than they began.
  mutating func append(frames first: FrameReference, _ last: FrameReference, to line: inout RecordBuffer) {
    appendCapture("pcap_filename", first.capture, to: &line)
    if last.capture != first.capture { appendCapture("pcap_filename_last", last.capture, to: &line) }
    line.key("frames")
    line.beginArray()
    line.number(first.number)
    line.number(last.number)
    line.endArray()
  }

  private mutating func appendCapture(_ key: StaticString, _ capture: CaptureID, to line: inout RecordBuffer) {
    guard captureName.find(capture, in: captures) else { return }
    line.key(key)
    line.prepared(captureName.text)
  }
}
