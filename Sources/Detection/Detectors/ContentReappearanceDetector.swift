import Policy
package import TrafficModel

/// What one MCP server gave, going somewhere else: to another server in arguments, out in a URL, out in names.
package struct ContentReappearanceDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-01", title: "Result content leaves", severity: .high,
    fires:
      "when 47 or more equal characters of a result that holds secrets or private paths turn up in arguments to another server, "
      + "or in a URL to anybody else: high outside, medium inside",
    staysSilent: "on results without such marks: agents copy text between servers all the time; within one server",
    falseAlarms: ["copies the user asked for"],
    references: [
      .attack("T1041"), .attack("T1567"), .atlas("AML.T0086"), .owasp("MCP10"), .safe("SAFE-T1911"),
      .safe("SAFE-T1914"), .safe("SAFE-T1701"),
    ])
  /// What the same detector says of content that was encoded on its way.
  package static let encoded = DetectorDescription(
    id: "EXF-02", title: "Result content leaves encoded", severity: .high,
    fires:
      "when content of a result turns up elsewhere in base64, base32, hexadecimal or percent encoding, compressed or not, in "
      + "arguments to another server, whole or in pieces over calls, names of resources, URLs or DNS names",
    staysSilent: "when it does not match after decoding",
    falseAlarms: ["uploads of attachments the user asked for"],
    references: [
      .attack("T1132.001"), .attack("T1048.003"), .atlas("AML.T0086"), .owasp("MCP10"), .safe("SAFE-T1910"),
    ])
  package static let others = [encoded]
  package static let interest: TrafficEvent.Kinds = [.toolCall, .message, .http, .dns]
  /// Bytes of one result that are remembered.
  private static let sourceBytes = 128 << 10
  private static let sinkBytes = 128 << 10
  /// Machines whose content is remembered.
  private static let machines = 64
  /// Bytes of content that are remembered of all machines together.
  private static let bytes = 48 << 20
  /// The same content by chance gives one mark; two are some 50 characters.
  private static let marks = 2

  private let egress: EgressPolicy
  private let key: UInt64
  private var memories: [IPAddress: ContentMemory] = [:]
  /// Sum of the sizes of `memories`.
  private var size = 0
  private var names = NameStreams()
  private var pieces = ArgumentPieces()

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    egress = setup.egress
    key = setup.contentKey
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    if let arguments = call.arguments?.text, holdsOthers(call.flow, isCall: true) {
      let sink = ContentSink(
        flow: call.flow, extent: call.extent, tool: call.tool, destination: call.session.authority,
        place: "arguments of a tool call")
      look(for: arguments, isJSON: true, sink, &findings)
      lookInPieces(call, sink, &findings)
    }
    remember(call)
  }

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    guard message.direction == .toServer, message.kind != .response, let params = message.params?.text,
      holdsOthers(message.flow, isCall: false)
    else { return }
    let sink = ContentSink(
      flow: message.flow, extent: message.extent, tool: nil, destination: message.session.authority,
      place: "parameters of a message")
    look(for: params, isJSON: true, sink, &findings)
  }

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let target = exchange.target, target.rawTextForMatchingAndStorage.utf8.count >= Fingerprints.length,
      let extent = exchange.extent, holdsOthers(exchange.flow, isCall: false)
    else { return }
    let sink = ContentSink(flow: exchange.flow, extent: extent, tool: nil, destination: exchange.host, place: "a URL")
    look(for: Array(target.rawTextForMatchingAndStorage.utf8), isJSON: false, sink, &findings)
  }

  package mutating func observe(_ exchange: DNSExchange, findings: inout [Finding]) {
    guard memories[exchange.flow.client.address] != nil, let stream = names.add(exchange),
      holdsOthers(exchange.flow, isCall: false)
    else { return }
    let sink = ContentSink(
      flow: exchange.flow, extent: exchange.extent, tool: nil, destination: UntrustedText(stream.domain),
      place: "names that were looked up")
    look(for: stream.text, isJSON: false, sink, &findings)
  }

  /// Whether the client was given something by another server than the one that is told now.
  private func holdsOthers(_ flow: FlowReference, isCall: Bool) -> Bool {
    memories[flow.client.address]?.servers.contains { ContentSink.isElsewhere($0.server, flow, isCall: isCall) }
      ?? false
  }

  /// What is cut into pieces too short to be known by themselves.
  private mutating func lookInPieces(_ call: ToolCall, _ sink: ContentSink, _ findings: inout [Finding]) {
    guard let joined = pieces.add(call) else { return }
    var sink = sink
    sink.place = "pieces, put together from the arguments of several tool calls,"
    look(for: joined, isJSON: false, sink, &findings)
  }

  private mutating func remember(_ call: ToolCall) {
    guard let result = call.result, result.text.count >= Fingerprints.length + Fingerprints.window else { return }
    let source = ContentSource(
      server: call.flow.server, tool: call.tool, time: call.extent.end, provenance: call.provenance,
      text: result.text.count <= Self.sourceBytes ? result.text : Array(result.text.prefix(Self.sourceBytes)),
      arguments: call.arguments.map { Self.beginning($0.text) } ?? [])
    // The client has it, and so has the server's machine.
    let (client, server) = (call.flow.client.address, call.flow.server.address)
    remember(source, at: client)
    if server != client { remember(source, at: server) }
    if size > Self.bytes, memories.count > 1 { forgetOld() }
  }

  private static func beginning(_ text: [UInt8]) -> [UInt8] {
    text.count <= sinkBytes ? text : Array(text.prefix(sinkBytes))
  }

  private mutating func remember(_ source: ContentSource, at machine: IPAddress) {
    if memories.count >= Self.machines, memories[machine] == nil { forgetOld() }
    size += Self.add(source, to: &memories[machine, default: ContentMemory(source.time)])
  }

  /// By how much the memory grew.
  private static func add(_ source: ContentSource, to memory: inout ContentMemory) -> Int {
    let before = memory.size
    memory.add(source)
    return memory.size - before
  }

  private mutating func forgetOld() {
    let median = memories.values.map(\.latest).sorted()[memories.count / 2]
    let old = memories.compactMap { $0.value.latest <= median ? $0.key : nil }
    for machine in old { memories[machine] = nil }
    size = memories.values.reduce(0) { $0 + $1.size }
  }

  /// The client holds what others than the receiver gave.
  private mutating func look(for text: [UInt8], isJSON: Bool, _ sink: ContentSink, _ findings: inout [Finding]) {
    guard text.count >= Fingerprints.length else { return }
    let sender = sink.flow.client.address
    let text = Self.beginning(text)
    let plain = isJSON ? PlainText.ofJSON(text, limit: text.count) : PlainText.of(text)
    if let (source, count) = match(plain, sender, sink), let why = source.sensitivity {
      return findings.append(finding(Self.about, source, sink, count, how: "word for word; it holds \(why)"))
    }
    for (encoding, bytes) in EncodedRuns.decoded(text) {
      guard let (source, count) = match(PlainText.of(bytes), sender, sink) else { continue }
      return findings.append(
        finding(
          Self.encoded, source, sink, count,
          how: encoding == .compressed ? "compressed and encoded" : "in \(encoding.rawValue) encoding"))
    }
  }

  private mutating func match(_ plain: [UInt8], _ sender: IPAddress, _ sink: ContentSink) -> (ContentSource, Int)? {
    let marks = Fingerprints.of(plain, key: key)
    guard !marks.isEmpty,
      let (source, count) = memories[sender]?.source(of: marks, key: key, isWanted: { sink.isElsewhere($0) }),
      count >= min(Self.marks, marks.count)
    else { return nil }
    return (source, count)
  }

  private func finding(
    _ about: DetectorDescription, _ source: ContentSource, _ sink: ContentSink, _ count: Int, how: String
  ) -> Finding {
    let isInside = egress.isInternal(sink.flow.server.address) && sink.tool != nil
    let receiver: FindingText = sink.destination.map { "\($0) (\(sink.flow.server))" } ?? "\(sink.flow.server)"
    return about.finding(
      "Content of \(source.tool) goes to \(receiver)", severity: isInside ? .medium : .high, confidence: 0.8,
      subject: FindingSubject(
        client: sink.flow.client.address, server: sink.flow.server, tool: sink.tool, destination: sink.destination),
      key: "content \(source.server) \(source.tool.fingerprint)", flow: sink.flow, extent: sink.extent,
      evidence: Evidence(Provenance(flow: sink.flow.id, extent: sink.extent), [source.provenance]),
      score: [ScorePart("marks", count)],
      explanation: """
        What \(source.tool) at \(source.server) gave turned up in \(own: sink.place) that \(sink.flow.client.address) sent to \
        \(receiver), \(own: how). \(count) fingerprints agree; each stands for 32 characters.
        """)
  }
}
