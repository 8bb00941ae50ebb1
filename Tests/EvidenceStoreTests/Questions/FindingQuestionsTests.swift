import EvidenceStore
import Testing
import TrafficModel

@Suite struct FindingQuestionsTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("evidence.db") }

  init() throws { folder = try TemporaryFolder() }

  private func finding(_ key: String, at milliseconds: Int64) -> TrafficEvent {
    var finding = Example.finding()
    finding.deduplicationKey = key
    finding.extent = Example.extent(milliseconds)
    return .finding(finding)
  }

  private func window(_ start: Int64, _ end: Int64) -> TimeWindow {
    TimeWindow(
      since: Example.time.advanced(byNanoseconds: start * 1_000_000),
      until: Example.time.advanced(byNanoseconds: end * 1_000_000))
  }

  private func questions() throws -> StoreQuestions { StoreQuestions(try EvidenceDatabase(path: path, access: .read)) }

  @Test func aFindingMadeAgainByALaterRunIsNotNew() throws {
    try store([finding("old", at: 0)], at: path)
    try store([finding("old", at: 5_000), finding("fresh", at: 6_000)], at: path)
    let changes = try questions().findingChanges(in: window(4_000, 8_000), previous: window(0, 4_000))
    #expect(changes.new == 1)
    #expect(changes.continuing == 1)
    #expect(changes.resolvedCount == 0)
  }

  @Test func whatIsNotSeenAgainIsTold() throws {
    try store([finding("gone", at: 1_000), finding("fresh", at: 6_000)], at: path)
    let changes = try questions().findingChanges(in: window(4_000, 8_000), previous: window(0, 4_000))
    #expect(changes.resolved.count == 1)
    #expect(changes.continuing == 0)
  }

  @Test func rowsHoldWhatTheRecordSays() throws {
    try store([finding("key", at: 1_000)], at: path)
    let row = try #require(try questions().findings().first)
    let finding = Example.finding()
    #expect(row.detector == finding.detector.rawValue)
    #expect(row.severity == finding.severity)
    #expect(row.evidence.count == finding.evidence.items.count)
    #expect(try questions().finding(uid: row.uid) == row)
  }
}
