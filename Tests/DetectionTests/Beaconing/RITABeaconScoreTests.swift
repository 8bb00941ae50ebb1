import Detection
import Testing

@Suite struct RITABeaconScoreTests {
  static let day: ClosedRange<Int64> = 0...86_400

  @Test func aPerfectBeaconOfADayHasThePerfectScore() throws {
    let seconds = Array(stride(from: Int64(0), through: 86_340, by: 60))
    let score = try #require(
      RITABeaconScore(seconds: seconds, sizes: seconds.map { _ in 500 }, window: Self.day))
    #expect(score.total == 1)
  }

  /// Worked by hand: gaps 10, 20, 30, 100 have quartiles 15, 25, 65 and median deviation 10.
  @Test func pausesAreJudgedBySymmetryAndSpread() throws {
    let score = try #require(
      RITABeaconScore(seconds: [0, 10, 30, 60, 160], sizes: [1, 1, 1, 1, 1], window: Self.day))
    #expect(score.timing == 0.5)
    #expect(score.size == 1)
    #expect(score.duration == 0)
  }

  @Test("too little to judge", arguments: [[0, 1, 2], [0, 0, 0, 0, 0], [0, 0, 5, 9]] as [[Int64]])
  func nothing(seconds: [Int64]) {
    #expect(RITABeaconScore(seconds: seconds, sizes: seconds.map { _ in 1 }, window: Self.day) == nil)
  }
}
