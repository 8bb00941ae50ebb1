import Testing
import TrafficModel

@testable import MCPDissection

@Suite struct SessionTrackerTests {
  private static let server = Endpoint(IPAddress(v4: 0xc633_6407), 8080)
  private static let flow = FlowReference(
    id: FlowID(rawValue: 1), client: Endpoint(IPAddress(v4: 0xc000_020a), 50_000), server: server, transport: .tcp)

  /// A tracker that has seen `count` sessions, one a second, and room for `limit`.
  private func tracker(limit: Int, seeing count: Int) -> SessionTracker {
    var limits = MCPLimits()
    limits.sessions = limit
    var tracker = SessionTracker(limits: limits, hasher: SecretHasher(key: [1]))
    for index in 0..<count {
      let moment = Moment(time: Timestamp(nanoseconds: Int64(index) * 1_000_000_000), frame: .none)
      _ = tracker.session(
        .header(Self.server, [UInt8(index & 255), UInt8(index >> 8)]), flow: Self.flow,
        transport: .streamableLegacy, moment: moment)
    }
    return tracker
  }

  @Test("sessions are bounded; beyond it the oldest are handed over", arguments: [(16, 16, 0), (16, 17, 2)])
  func limit(limit: Int, count: Int, evicted: Int) {
    var tracker = tracker(limit: limit, seeing: count)
    let oldest = tracker.takeEvicted()
    #expect(oldest.count == evicted)
    #expect(oldest.map(\.ordinal) == Array(0..<UInt64(evicted)))
    #expect(tracker.count == count - evicted)
  }

  @Test func aThousandTimesTheLimitIsNoTrouble() {
    let tracker = tracker(limit: 64, seeing: 60_000)
    #expect(tracker.count <= 64)
    #expect(tracker.totalCreated == 60_000)
  }

  @Test func idleSessionsExpireOnCaptureTimeAlone() {
    let tracker = tracker(limit: 16, seeing: 2)
    #expect(tracker.expired(at: Timestamp(nanoseconds: 1_800_000_000_000)).isEmpty)
    #expect(tracker.expired(at: Timestamp(nanoseconds: 1_800_500_000_000)).count == 1)
  }

  @Test func whatASecretNamesIsTheSecretsHashNeverTheSecret() throws {
    let session = try #require(tracker(limit: 4, seeing: 1).all.first)
    #expect(session.reference.idHash == SecretHasher(key: [1]).hash([0, 0]))
    #expect(session.reference.idHash != SecretHasher(key: [2]).hash([0, 0]))
  }
}
