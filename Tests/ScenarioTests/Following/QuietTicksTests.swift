import Testing
import TrafficModel

@testable import OfflineAnalysis

@Suite struct QuietTicksTests {
  private static let second: Int64 = 1_000_000_000

  private func time(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

  private func ticks(after last: Double, _ passes: [Double]) -> [Int64] {
    var ticks = QuietTicks()
    ticks.frame(at: time(last))
    var told: [Int64] = []
    for pass in passes { ticks.pass(to: time(pass)) { told.append($0.nanoseconds / Self.second) } }
    return told
  }

  @Test func nothingIsDueBetweenFramesThatFollowEachOther() {
    var ticks = QuietTicks()
    #expect(!ticks.isDue(before: time(1)))
    ticks.frame(at: time(1))
    #expect(!ticks.isDue(before: time(2.9)))
    #expect(ticks.isDue(before: time(3)))
  }

  @Test func fullSecondsAreToldUntilOneBeforeTheNextFrame() {
    #expect(ticks(after: 10.5, [20.2]) == [13, 14, 15, 16, 17, 18, 19])
  }

  @Test func halfAMinuteIsTheMost() { #expect(ticks(after: 10, [10_000]) == Array(12...40)) }

  @Test("waiting step by step and reading later come to the same", arguments: [11.0, 12.5, 13.0, 14.99, 29.3, 41, 700])
  func stepsDoNotMatter(next: Double) {
    let steps = stride(from: 10.1, to: next, by: 0.37).map { $0 } + [next]
    #expect(ticks(after: 10, steps) == ticks(after: 10, [next]))
  }

  @Test(arguments: [0, -5, 9.2e9])
  func absurdTimesAreNoTrouble(next: Double) { #expect(ticks(after: 9.2e9, [next]).count <= 31) }
}
