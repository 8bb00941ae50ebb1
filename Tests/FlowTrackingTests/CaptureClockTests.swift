import FlowTracking
import Testing
import TrafficModel

@Suite struct CaptureClockTests {
  private func run(_ seconds: [Int64], limit: Int64 = 300) -> Int64? {
    var clock = CaptureClock(limit: limit)
    for second in seconds { clock.observe(Timestamp(nanoseconds: second)) }
    return clock.now?.nanoseconds
  }

  @Test(
    "time follows the frames",
    arguments: [
      ([1000], 1000), ([1000, 1010], 1010), ([1000, 1300], 1300), ([1000, 990], 1000), ([1000, 700], 1000),
    ] as [([Int64], Int64)])
  func follows(times: [Int64], now: Int64) { #expect(run(times) == now) }

  @Test(
    "one absurd timestamp is not believed",
    arguments: [
      ([1000, 1301], 1000), ([1000, 9_000_000], 1000), ([1000, 9_000_000, 1001], 1001), ([1000, 699], 1000),
      ([1000, .max], 1000), ([1000, .min, 1001], 1001), ([1000, .min, .max], 1000),
    ] as [([Int64], Int64)])
  func absurd(times: [Int64], now: Int64) { #expect(run(times) == now) }

  @Test(
    "a step that a second frame confirms is",
    arguments: [
      ([1000, 5000, 5001], 5001), ([1000, 5000, 4990], 5000), ([5000, 1000, 1001], 1001), ([.max, 1000, 1001], 1001),
    ] as [([Int64], Int64)])
  func confirmed(times: [Int64], now: Int64) { #expect(run(times) == now) }

  @Test func whoeverSaysSoMayMoveItForwardOnly() {
    var clock = CaptureClock(limit: 300)
    clock.observe(Timestamp(nanoseconds: 1000))
    clock.advance(to: Timestamp(nanoseconds: 90_000))
    clock.advance(to: Timestamp(nanoseconds: 5000))
    #expect(clock.now?.nanoseconds == 90_000)
  }
}
