import Detection
import Testing

@Suite struct RenewalScoreTests {
  @Test(
    "scores are those of the reference, within a thousandth",
    .enabled(if: BeaconSeries.folder != nil, "no shared data set"))
  func reference() throws {
    for (index, series) in try BeaconSeries.load().enumerated() where index % 6 == 0 {
      let nats = RenewalScore(gaps: BurstCollapse.gaps(series.t))?.nats
      guard let reference = series.glr_ref else {
        #expect(nats == nil)
        continue
      }
      // The times of the file are rounded to milliseconds, which shows in scores beyond ten.
      let tolerance = max(1e-3, abs(reference) * 1e-4)
      #expect(abs((nats ?? .nan) - reference) < tolerance, "\(series.cls) \(series.n): \(nats ?? .nan), \(reference)")
    }
  }

  @Test("a sleep with jitter is told in words: its length, its jitter", arguments: [0.0, 0.2, 0.5])
  func fit(jitter: Double) throws {
    // Evenly over the bounds, which is what a uniform law gives on average.
    let gaps = (0..<60).map { 100 * (1 - jitter * Double($0 * 37 % 60) / 60) }
    let score = try #require(RenewalScore(gaps: gaps))
    #expect(score.nats > 20)
    #expect(abs(score.period - 100) < 5)
    #expect(abs(score.jitter - jitter) <= 0.1)
  }

  @Test func missedCheckInsAreNotTakenForAnotherLaw() throws {
    let gaps = (0..<60).map { $0 % 5 == 0 ? 120.0 : 60 }
    let score = try #require(RenewalScore(gaps: gaps))
    #expect(score.nats > 20)
    #expect(abs(score.period - 60) < 5)
    #expect(score.missRate > 0)
  }

  @Test("too little to judge", arguments: [[], [1, 1, 1], [1, 1, 1, 0], [1, 1, 1, .nan], [1, 1, 1, .infinity]])
  func nothing(gaps: [Double]) {
    #expect(RenewalScore(gaps: gaps) == nil)
  }
}
