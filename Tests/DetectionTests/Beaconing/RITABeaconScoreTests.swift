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

  struct Reference: Sendable {
    var seed: Int
    var period: Int
    var spread: Int
    var count: Int
    /// Percent of the contacts that are left out.
    var missed: Int
    /// Timing, size, histogram, duration, total.
    var scores: [Double]
  }

  /// The scores are those of a program in another language that was written from RITA's published formula alone, with the
  /// median and rounding of its standard library.
  @Test(
    "agrees with an independent computation to three decimals",
    arguments: [
      Reference(seed: 1, period: 60, spread: 0, count: 1_400, missed: 0, scores: [1, 0.941, 1, 1, 0.985]),
      Reference(seed: 2, period: 600, spread: 300, count: 140, missed: 0, scores: [0.91, 0.952, 0.882, 1, 0.936]),
      Reference(seed: 3, period: 3_600, spread: 1_800, count: 30, missed: 10, scores: [0.67, 0.957, 1, 1, 0.907]),
      Reference(seed: 4, period: 900, spread: 720, count: 60, missed: 20, scores: [0.772, 0.923, 0, 0.75, 0.611]),
      Reference(seed: 5, period: 120, spread: 96, count: 500, missed: 5, scores: [0.759, 0.929, 0, 0.834, 0.631]),
      Reference(
        seed: 6, period: 2_000, spread: 1_999, count: 60, missed: 40, scores: [0.69, 0.79, 0.643, 0.667, 0.698]),
    ])
  func agreement(reference: Reference) throws {
    let (seconds, sizes) = Self.series(reference)
    let score = try #require(RITABeaconScore(seconds: seconds, sizes: sizes, window: Self.day))
    let own = [score.timing, score.size, score.histogram, score.duration, score.total]
    for (a, b) in zip(own, reference.scores) { #expect(abs(a - b) < 0.0011, "\(own)") }
  }

  /// Pauses and sizes of a linear congruential generator, which any language can repeat.
  static func series(_ reference: Reference) -> ([Int64], [Double]) {
    var (state, time) = (reference.seed, 0)
    var (seconds, sizes) = ([Int64](), [Double]())
    func next() -> Int {
      state = (state * 1_103_515_245 + 12_345) % (1 << 31)
      return state >> 8
    }
    for _ in 0..<reference.count {
      time += reference.period - next() % (reference.spread + 1)
      guard next() % 100 >= reference.missed else { continue }
      seconds.append(Int64(time))
      sizes.append(Double(200 + (state >> 12) % 97))
    }
    return (seconds, sizes)
  }
}
