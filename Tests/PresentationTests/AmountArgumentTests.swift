import Testing

@testable import Presentation

@Suite struct AmountArgumentTests {
  @Test(arguments: [
    ("100", 100_000_000), ("64k", 64_000), ("5MB", 5_000_000), ("2GiB", 2_147_483_648), ("1B", 1), ("0", 0),
  ])
  func sizes(text: String, bytes: Int64) { #expect(AmountArgument.bytes(text, unit: 1_000_000) == bytes) }

  @Test(arguments: ["", "MB", "-1", "1.5G", "5 apples", "9999999999999999999", "9223372036854775807k", "１"])
  func whatIsNoSize(text: String) { #expect(AmountArgument.bytes(text) == nil) }

  @Test(arguments: [("90", 90), ("30s", 30), ("15m", 900), ("12h", 43_200), ("30d", 2_592_000), ("2w", 1_209_600)])
  func durations(text: String, seconds: Int64) { #expect(AmountArgument.duration(text) == .seconds(seconds)) }

  @Test(arguments: ["", "h", "-5m", "5 y", "99999999999999d", "1e3"])
  func whatIsNoDuration(text: String) { #expect(AmountArgument.duration(text) == nil) }
}
