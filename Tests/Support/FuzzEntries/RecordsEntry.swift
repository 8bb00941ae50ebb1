import Detection
import EvidenceStore
import Foundation
import TrafficModel

/// Facts made of what peers wrote, shown to every detector and written under every policy. Each is two bytes that choose it,
/// then three texts, each behind two bytes of length.
public func fuzzRecords(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  var events: [TrafficEvent] = []
  while !choices.isEmpty, events.count < 8 { events.append(event(&choices, number: UInt64(events.count))) }
  var bank = freshBank
  var findings: [Finding] = []
  for event in events { bank.observe(event, findings: &findings) }
  bank.finish(findings: &findings)
  let stated = events + findings.map { .finding($0) }
  for policy in RedactionPolicy.allCases {
    var encoder = RecordEncoder(
      sensor: "s", captures: CaptureCatalog(["a.pcap"]), redaction: policy, hasher: FuzzedHasher())
    for event in stated {
      var line = RecordBuffer()
      encoder.append(event, to: &line)
      demandRecord(line.bytes)
    }
  }
}

private func demandRecord(_ line: [UInt8]) {
  demand(line.last == UInt8(ascii: "\n"), "a record is a line")
  demand(!line.dropLast().contains { $0 < 0x20 || $0 == 0x7f }, "nothing in a record is obeyed by a terminal")
  demand(String(validating: line, as: UTF8.self) != nil, "a record is UTF-8")
  demand((try? JSONSerialization.jsonObject(with: Data(line))) is [String: Any], "a record is JSON")
}

/// Copied for each input: making one takes far longer.
private let freshBank = DetectorCatalog.bank()

private struct FuzzedHasher: SecretHashing {
  func keyedHash(of secret: ArraySlice<UInt8>) -> KeyedHash {
    KeyedHash(bits: secret.reduce(7) { $0 &* 31 &+ UInt128($1) })
  }
}

private func event(_ choices: inout FuzzInput, number: UInt64) -> TrafficEvent {
  let kind = choices.choice()
  let form = choices.choice()
  let texts = (0..<3).map { _ in choices.bytes(Int(choices.choice()) << 8 | Int(choices.choice())) }
  let (a, b, c) = (
    UntrustedText(decoding: texts[0]), UntrustedText(decoding: texts[1]), UntrustedText(decoding: texts[2])
  )
  let id = RecordID(rawValue: number + 1)
  let extent = Extent(.fuzzed)
  switch kind % 7 {
  case 0:
    var call = ToolCall(
      id: id, flow: .fuzzed, session: session, requestID: form & 4 == 0 ? .null : .string(b), tool: a,
      status: .complete, extent: extent)
    call.arguments = excerpt(texts[1], form)
    call.result = excerpt(texts[2], form >> 2)
    call.errorMessage = form & 8 == 0 ? nil : c
    call.started = extent.start
    call.ended = extent.end
    return .toolCall(call)
  case 1:
    let definition = excerpt(texts[2], form)
    var fact = ToolDefinition(
      id: id, flow: .fuzzed, session: session, tool: a, digest: Digest(texts[2]), definition: definition,
      firstSeen: extent.start, extent: extent)
    fact.description = b
    fact.changedFrom = form & 8 == 0 ? nil : Digest(texts[1])
    return .toolDefinition(fact)
  case 2:
    var message = MCPMessage(
      id: id, flow: .fuzzed, session: session, kind: .request, direction: form & 8 == 0 ? .toServer : .toClient,
      method: a, status: .complete, extent: extent)
    message.params = excerpt(texts[1], form)
    message.result = excerpt(texts[2], form >> 2)
    return .message(message)
  case 3:
    var exchange = HTTPExchange(flow: .fuzzed, streamID: number, version: .http11, isEncrypted: form & 1 == 1)
    exchange.method = UntrustedText("GET")
    exchange.target = a
    exchange.host = b
    exchange.status = UInt16(form) * 3
    exchange.request.extent = extent
    exchange.request.headers.append(name: Array("authorization".utf8), value: texts[2])
    exchange.response.headers.append(name: Array("www-authenticate".utf8), value: texts[2])
    return .http(exchange)
  case 4:
    var reference = session
    reference.client = Implementation(name: b, version: c, title: nil)
    reference.authority = c
    var fact = MCPSession(
      session: reference, flow: .fuzzed, extent: extent, counts: MCPSession.Counts(), ending: .closed)
    fact.instructions = a
    return .session(fact)
  case 5:
    var question = DNSExchange(
      flow: .fuzzed, extent: extent, messageID: 7, name: a, type: .txt, classNumber: 1, status: .answered,
      isMulticast: false)
    question.answers = [DNSAnswer(name: b, type: .txt, timeToLive: 1, length: 1, value: .text([c, a]))]
    return .dns(question)
  default:
    let counts = FlowSummary.DirectionCounts()
    var flow = FlowSummary(
      flow: .fuzzed, extent: extent, state: .closed, isMidstream: false, isOneSided: false, toServer: counts,
      toClient: counts)
    flow.serverName = a
    return .flow(flow)
  }
}

private let session = SessionReference(
  id: RecordID(rawValue: 99), basis: .inferred, confidence: 0.5, transport: .streamableModern)

/// As dissection leaves it, where the bytes are an object; else as nothing should.
private func excerpt(_ bytes: [UInt8], _ form: UInt8) -> JSONExcerpt {
  let text = form & 1 == 0 ? compacted(bytes) ?? bytes : bytes
  return JSONExcerpt(text: text, fullBytes: text.count + (form & 2 == 0 ? 0 : 1_000), digest: Digest(text))
}

private func compacted(_ bytes: [UInt8]) -> [UInt8]? {
  guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
    let text = try? JSONSerialization.data(withJSONObject: object, options: .withoutEscapingSlashes)
  else { return nil }
  return Array(text)
}
