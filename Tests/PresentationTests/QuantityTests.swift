import Testing
import TrafficModel

@testable import Presentation

@Suite struct QuantityTests {
  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1_000, "1 kB"), (1_536, "1.54 kB"), (99_949, "99.9 kB"), (999_499, "999 kB"),
    (999_500, "1 MB"), (12_345_678, "12.3 MB"), (5_000_000_000, "5 GB"),
  ])
  func bytes(count: Int, expected: String) { #expect(Quantity.bytes(count) == expected) }

  @Test(arguments: [
    (0, "0 µs"), (250_000, "250 µs"), (12_345_678, "12.3 ms"), (6_523_565_000, "6.52 s"), (59_990_000_000, "60 s"),
    (245_000_000_000, "4 min 05 s"), (12_000_000_000_000, "3 h 20 min"), (187_200_000_000_000, "2 d 4 h"),
    (-5_000_000, "-5 ms"), (Int64.max, "106751 d 23 h"), (Int64.min, "-106751 d 23 h"),
  ])
  func durations(nanoseconds: Int64, expected: String) {
    #expect(Quantity.duration(nanoseconds: nanoseconds) == expected)
  }

  @Test(arguments: [
    (0, "1970-01-01 00:00:00.000"), (1_795_371_977_758_965_800, "2026-11-22 18:26:17.758"),
    (951_782_400_000_000_000, "2000-02-29 00:00:00.000"), (-1, "1969-12-31 23:59:59.999"),
    (Int64.max, "2262-04-11 23:47:16.854"), (Int64.min, "1677-09-21 00:12:43.145"),
  ])
  func times(nanoseconds: Int64, expected: String) {
    #expect(Quantity.dateTime(Timestamp(nanoseconds: nanoseconds)) == expected)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-1_000, "-1,000")])
  func counts(number: Int, expected: String) { #expect(Quantity.count(number) == expected) }
}
