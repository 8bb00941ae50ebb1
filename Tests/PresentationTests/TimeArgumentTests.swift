import Testing
import TrafficModel

@testable import Presentation

@Suite struct TimeArgumentTests {
  @Test(arguments: [
    ("2026-11-22T18:26:17Z", 1_795_371_977_000_000_000), ("2026-11-22 18:26", 1_795_371_960_000_000_000),
    ("2026-11-22", 1_795_305_600_000_000_000), ("1970-01-01T00:00:00.5Z", 500_000_000),
    ("2000-02-29", 951_782_400_000_000_000),
  ])
  func times(text: String, nanoseconds: Int64) {
    #expect(TimeArgument.parse(text, now: 0)?.nanoseconds == nanoseconds)
  }

  @Test(arguments: [("90s", 10), ("1m", 40), ("0h", 100)])
  func agesCountFromNow(text: String, seconds: Int64) {
    #expect(TimeArgument.parse(text, now: 100)?.nanoseconds == seconds * 1_000_000_000)
  }

  @Test(arguments: [
    "", "24", "h", "-1h", "2026-13-01", "2026-11-22T25:00", "yesterday", "99999999999999999w", "2026-1-1-1",
  ])
  func whatIsNoTimeIsRefused(text: String) { #expect(TimeArgument.parse(text, now: 0) == nil) }
}
