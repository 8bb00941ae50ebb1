import Policy
package import TrafficModel

/// Encoded data that leaves in many small calls: each unremarkable, all together much.
package struct SlowDripDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-12", title: "Slow drip of encoded data", severity: .medium,
    fires:
      "when a client hands an outside server 256 KiB of encoded runs (256 characters or more, as random as ciphertext or "
      + "compressed data) within 24 hours, in five calls or more",
    staysSilent: "on declared images and sound; inside the site",
    falseAlarms: ["uploads of attachments", "synchronization"],
    references: [.attack("T1030"), .attack("T1020"), .atlas("AML.T0024"), .atlas("AML.T0086"), .safe("SAFE-T1910")],
    thresholds: ["bytes_per_day"])
  package static let interest: TrafficEvent.Kinds = .toolCall
  private static let day: Int64 = 86_400_000_000_000
  private static let pairs = 8_192
  private static let shortestRun = 256
  private static let randomBits = 5.5
  /// Of at most four.
  private static let randomHexadecimalBits = 3.8

  private struct Pair: Hashable {
    var client: IPAddress
    var server: Endpoint
    var tool: UntrustedText
  }

  private struct Tally {
    var start: Timestamp
    var bytes = 0
    var calls = 0
    var first: Provenance
    var last: Timestamp
  }

  private let egress: EgressPolicy
  private let budget: Int
  private var tallies: [Pair: Tally] = [:]

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    egress = setup.egress
    budget = setup.threshold("EXF-12", "bytes_per_day", 262_144)
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard let text = call.arguments?.text, text.count >= Self.shortestRun,
      !egress.isInternal(call.flow.server.address)
    else { return }
    let bytes = Self.encodedBytes(text)
    guard bytes > 0 else { return }
    let pair = Pair(client: call.flow.client.address, server: call.flow.server, tool: call.tool)
    if tallies[pair] == nil, tallies.count >= Self.pairs {
      let median = tallies.values.map(\.last).sorted()[tallies.count / 2]
      tallies = tallies.filter { $0.value.last > median }
    }
    let started = call.started ?? call.extent.start
    var tally = tallies[pair] ?? Tally(start: started, first: call.provenance, last: started)
    if started - tally.start > Self.day { tally = Tally(start: started, first: call.provenance, last: started) }
    tally.bytes += bytes
    tally.calls += 1
    tally.last = max(tally.last, started)
    tallies[pair] = tally
    if tally.bytes >= budget, tally.calls >= 5 { findings.append(finding(call, tally)) }
  }

  /// In runs of base64 or hexadecimal that are as random as what is encrypted or compressed would be.
  static func encodedBytes(_ text: [UInt8]) -> Int {
    guard text.mayHoldRun(of: shortestRun, { isEncodedByte($0) || $0 == UInt8(ascii: "\\") }) else { return 0 }
    for media in ["\"image/", "\"audio/", "data:image"]
    where text.firstRange(of: Array(media.utf8), limit: text.count) != nil { return 0 }
    var total = 0
    var run: [UInt8] = []
    var index = 0
    while index <= text.count {
      if index < text.count, isEncodedByte(text[index]) {
        run.append(text[index])
        index += 1
      } else if index + 1 < text.count, text[index] == UInt8(ascii: "\\"), !run.isEmpty,
        text[index + 1] == UInt8(ascii: "n") || text[index + 1] == UInt8(ascii: "r")
      {
        // Encoders break their lines.
        index += 2
      } else {
        total += encodedBytes(ofRun: run)
        run.removeAll(keepingCapacity: true)
        index += 1
      }
    }
    return total
  }

  /// 0 unless it is as random as what is encrypted or compressed would be in that encoding.
  private static func encodedBytes(ofRun run: [UInt8]) -> Int {
    guard run.count >= shortestRun else { return 0 }
    let bits = ByteEntropy.bits(run.prefix(4_096))
    if run.allSatisfy(isHexadecimal) { return bits >= randomHexadecimalBits ? run.count : 0 }
    return bits >= randomBits ? run.count : 0
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  private static func isEncodedByte(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte)
      || [0x2b, 0x2d, 0x2f, 0x3d, 0x5f].contains(byte)
  }

  private func finding(_ call: ToolCall, _ tally: Tally) -> Finding {
    Self.about.finding(
      "\(call.flow.client.address) gave \(call.flow.server) \(own: ByteWords.text(tally.bytes)) of encoded data in pieces",
      severity: .medium, confidence: 0.6,
      subject: FindingSubject(client: call.flow.client.address, server: call.flow.server, tool: call.tool), key: "drip",
      flow: call.flow, extent: call.extent, evidence: Evidence(tally.first, [call.provenance]),
      score: [ScorePart("encoded_bytes", tally.bytes), ScorePart("calls", tally.calls)],
      explanation: """
        \(tally.calls) calls of \(call.tool) within a day carried \(own: ByteWords.text(tally.bytes)) in long runs as random \
        as encrypted or compressed data. In pieces, none of them stands out.
        """)
  }
}
