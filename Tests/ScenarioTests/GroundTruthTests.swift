import Foundation
import Testing

/// Every tool call that a client made is found, once, with the right name, sizes and state; and none that nobody made.
@Suite struct GroundTruthTests {
  static let captures = AgreementBook<CaptureScenario> { scenario in
    let expected = try ExpectedCapture(scenario)
    return try agreement(
      scenario.name, AnalysisRun([scenario.capture], keys: [scenario.keys].compactMap(\.self)), made: expected.facts,
      sessions: expected.sessions, exceptions: TruthException.ofCaptures.of(scenario.name))
  }

  static let shared = AgreementBook<SharedCapture> { capture in
    let truth = try SharedTruth(capture.truth)
    return try agreement(
      capture.name, AnalysisRun([capture.capture], keys: [capture.keys].compactMap(\.self)), made: truth.facts,
      sessions: truth.totals.sessions, exceptions: TruthException.ofShared.of(capture.name))
  }

  @Test("calls found in our captures are the calls made", arguments: CaptureScenario.all)
  func ourCaptures(scenario: CaptureScenario) async throws {
    guard !scenario.waitsForWiring else { return }
    let agreement = try await Self.captures.agreement(scenario)
    expect(agreement, TruthException.ofCaptures.of(scenario.name))
  }

  @Test(
    "calls found in shared captures are the calls made", .enabled(if: !SharedCapture.all.isEmpty, Self.noShared),
    arguments: SharedCapture.all)
  func sharedCaptures(capture: SharedCapture) async throws {
    guard !capture.waitsForWiring else { return }
    let agreement = try await Self.shared.agreement(capture)
    expect(agreement, TruthException.ofShared.of(capture.name))
  }

  @Test func theTableOfAgreement() async throws {
    var rows = [Agreement.heading]
    for scenario in CaptureScenario.all where !scenario.waitsForWiring {
      rows.append(try await Self.captures.agreement(scenario).row)
    }
    for capture in SharedCapture.all where !capture.waitsForWiring {
      rows.append(try await Self.shared.agreement(capture).row)
    }
    let waiting = CaptureScenario.all.count(where: \.waitsForWiring) + SharedCapture.all.count(where: \.waitsForWiring)
    rows.append("\(rows.count - 1) captures compared, \(waiting) wait for what reads them")
    if SharedCapture.all.isEmpty { rows.append(Self.noShared.rawValue) }
    print(rows.joined(separator: "\n"))
    #expect(CaptureScenario.all.count >= 70)
  }

  @Test func everyExceptionBelongsToACapture() {
    let ours = Set(CaptureScenario.all.map(\.name))
    #expect(TruthException.ofCaptures.allSatisfy { ours.contains($0.capture) })
    let names = Set(SharedCapture.all.map(\.name))
    #expect(names.isEmpty || TruthException.ofShared.allSatisfy { names.contains($0.capture) })
  }

  // MARK: Comparing

  static let noShared: Comment = "no shared captures: set EGRET_SHARED_CAPTURES to their folder"

  private static func agreement(
    _ name: String, _ run: AnalysisRun, made: [CallFacts], sessions: Int?, exceptions: [TruthException]
  ) throws -> Agreement {
    Agreement(
      name, made: made + (exceptions.hasBothLegs ? made : []) + exceptions.alsoMade,
      found: try run.records("tool_call", as: CallRecord.self).map(\.facts),
      hasHoles: exceptions.hasHoles, expectedSessions: exceptions.sessions ?? sessions,
      foundSessions: try run.records("mcp_session", as: SessionRecord.self).count)
  }

  private func expect(_ agreement: Agreement, _ exceptions: [TruthException]) {
    #expect(agreement.invented.isEmpty, "not made, or not so: \(agreement.invented); missing: \(agreement.missing)")
    #expect(agreement.missing.count == exceptions.notCaptured, "missing: \(agreement.missing)")
    if let expected = agreement.expectedSessions {
      #expect(agreement.foundSessions == expected, "sessions of \(agreement.name)")
    }
  }
}
