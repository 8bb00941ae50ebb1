import CaptureFiles
import Testing
import TrafficModel

@Suite struct TimestampClockTests {
  @Test(
    "decimal resolutions",
    arguments: [
      (0, 3, 3_000_000_000), (1, 3, 300_000_000), (3, 1500, 1_500_000_000), (6, 1, 1000), (9, 1, 1),
      (9, 1 << 62, 1 << 62),
      (10, 19, 1), (12, 1_999, 1), (18, 5_000_000_000, 5), (19, 10_000_000_000, 1), (28, UInt64.max, 1),
      (29, UInt64.max, 0),
      (127, UInt64.max, 0),
    ] as [(UInt8, UInt64, Int64)])
  func decimal(resolution: UInt8, ticks: UInt64, nanoseconds: Int64) {
    #expect(TimestampClock(resolution: resolution).time(ticks: ticks).nanoseconds == nanoseconds)
  }

  @Test(
    "binary resolutions",
    arguments: [
      (0, 2, 2_000_000_000), (1, 3, 1_500_000_000), (10, 1024, 1_000_000_000), (32, 1 << 31, 500_000_000),
      (63, 1 << 62, 500_000_000), (64, 1 << 63, 500_000_000), (94, UInt64.max, 0), (127, UInt64.max, 0),
    ] as [(UInt8, UInt64, Int64)])
  func binary(resolution: UInt8, ticks: UInt64, nanoseconds: Int64) {
    #expect(TimestampClock(resolution: 0x80 | resolution).time(ticks: ticks).nanoseconds == nanoseconds)
  }

  @Test("every resolution takes every tick count and offset", arguments: 0...255)
  func nothingTraps(resolution: Int) {
    for offset in [Int64.min, -1, 0, 1, .max] {
      let clock = TimestampClock(resolution: UInt8(resolution), offsetSeconds: offset)
      for ticks in [0, 1, 1 << 63, UInt64.max] { _ = clock.time(ticks: ticks) }
      #expect(clock.time(ticks: 0) <= clock.time(ticks: .max))
    }
  }

  @Test("what does not fit saturates", arguments: [(0, Int64.max), (6, .max), (9, .max)] as [(UInt8, Int64)])
  func saturation(resolution: UInt8, nanoseconds: Int64) {
    #expect(TimestampClock(resolution: resolution).time(ticks: .max).nanoseconds == nanoseconds)
    #expect(TimestampClock(resolution: resolution, offsetSeconds: .max).time(ticks: 1).nanoseconds == .max)
    #expect(TimestampClock(resolution: resolution, offsetSeconds: .min).time(ticks: 0).nanoseconds == .min)
  }
}
