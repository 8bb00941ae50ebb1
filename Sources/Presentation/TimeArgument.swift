package import TrafficModel

/// Times as people type them: RFC 3339 in UTC, a date, or an age counted from now.
package enum TimeArgument {
  /// - Parameter now: seconds since 1970, from which ages count.
  package static func parse(_ text: String, now: Double) -> Timestamp? {
    if let age = age(text) { return Timestamp(nanoseconds: Int64(now * 1e9)).advanced(byNanoseconds: -age) }
    return dateTime(text)
  }

  /// `90s`, `30m`, `24h`, `7d`, `2w`, in nanoseconds.
  package static func age(_ text: String) -> Int64? {
    guard let unit = text.last, let number = Int64(text.dropLast()), number >= 0 else { return nil }
    let seconds: Int64? = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800][unit]
    guard let seconds else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: seconds * 1_000_000_000)
    return overflow ? nil : product
  }

  private static func dateTime(_ text: String) -> Timestamp? {
    let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " || $0 == "t" }).map(String.init)
    guard let first = parts.first, parts.count <= 2, let days = days(first) else { return nil }
    guard parts.count == 2 else { return Timestamp(nanoseconds: days * 86_400_000_000_000) }
    guard let clock = clock(parts[1]) else { return nil }
    return Timestamp(nanoseconds: days * 86_400_000_000_000).advanced(byNanoseconds: clock)
  }

  /// Days since 1970 of `yyyy-mm-dd`, within the range of nanosecond times.
  private static func days(_ text: String) -> Int64? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1_678...2_261).contains(year),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  /// Nanoseconds since midnight of `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff`, with `Z` or without.
  private static func clock(_ text: String) -> Int64? {
    let body = text.hasSuffix("Z") || text.hasSuffix("z") ? text.dropLast() : text[...]
    let parts = body.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = Int64(parts[0]), let minute = Int64(parts[1]),
      (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    guard parts.count == 3 else { return (hour * 60 + minute) * 60_000_000_000 }
    guard let second = Double(parts[2]), second >= 0, second < 61 else { return nil }
    return (hour * 60 + minute) * 60_000_000_000 + Int64(second * 1e9)
  }
}
