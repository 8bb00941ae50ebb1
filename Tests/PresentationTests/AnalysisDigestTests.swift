import EvidenceStore
import MCPDissection
import Testing
import TrafficModel

@testable import Presentation

@Suite struct AnalysisDigestTests {
  private func finding(_ number: Int, _ severity: Severity) -> Finding {
    let time = Timestamp(nanoseconds: Int64(number) * 1_000_000_000)
    let endpoint = Endpoint(IPAddress(v4: 0xc000_020a), 40_000)
    let server = Endpoint(IPAddress(v4: 0xc633_6407), 8_080)
    let flow = FlowReference(
      id: FlowID(FlowKey(endpoint, server, .tcp), start: time), client: endpoint, server: server, transport: .tcp)
    let extent = Extent(Moment(time: time, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 7)))
    return Finding(
      detector: DetectorID(rawValue: "PAC-01"), title: "found", severity: severity, confidence: 0.5,
      subject: FindingSubject(client: endpoint.address, server: server), deduplicationKey: "\(number)", flow: flow,
      extent: extent, evidence: Evidence(Provenance(flow: flow.id, extent: extent)), explanation: "because",
      falseAlarms: [], references: [])
  }

  private func digest(_ limits: AnalysisDigest.Limits, of findings: [Finding]) throws -> AnalysisDigest {
    let digest = AnalysisDigest(limits: limits)
    var encoder = RecordEncoder(
      sensor: "test", captures: CaptureCatalog(), redaction: .redacted, hasher: SecretHasher(key: [1]))
    var batch = RecordBatch()
    for finding in findings { batch.append(.finding(finding), with: &encoder) }
    try digest.receive(batch)
    return digest
  }

  @Test func ofManyFindingsTheWorstAreKeptAndAllAreCounted() throws {
    var limits = AnalysisDigest.Limits()
    limits.findings = 40
    let findings = (0..<1_000).map { finding($0, $0 % 100 == 0 ? .high : .low) }
    let digest = try digest(limits, of: findings)
    #expect(digest.findings.count <= 50)
    #expect(digest.findings.count + digest.forgottenFindings == 1_000)
    #expect(digest.findings.values.count { $0.severity == .high } == 10)
  }

  @Test func whoWantsAVerdictOnlyGetsTheWorst() throws {
    let digest = try digest(.verdict, of: [finding(1, .medium), finding(2, .critical), finding(3, .info)])
    #expect(digest.worstSeverity == .critical)
    #expect(digest.findings.isEmpty)
  }
}
