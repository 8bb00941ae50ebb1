package import TrafficModel

/// Numbers in the form people read.
package enum Quantity {
  /// `0 B`, `999 B`, `1.5 kB`, `12 MB`; decimal units (IEC 80000-13).
  package static func bytes(_ count: some BinaryInteger) -> String {
    guard count >= 1_000 else { return "\(count) B" }
    var value = Double(count)
    for unit in ["kB", "MB", "GB", "TB", "PB"] {
      value /= 1_000
      if value < 999.5 || unit == "PB" { return short(value) + " " + unit }
    }
    return "\(count) B"
  }

  /// `250 µs`, `12.3 ms`, `6.53 s`, `4 min 05 s`, `3 h 20 min`, `2 d 4 h`.
  package static func duration(nanoseconds: Int64) -> String {
    let negative = nanoseconds < 0
    let value = Double(nanoseconds.magnitude)
    let text =
      value < 1e6
      ? short(value / 1e3) + " µs" : value < 1e9 ? short(value / 1e6) + " ms" : long(seconds: value / 1e9)
    return negative ? "-" + text : text
  }

  private static func long(seconds: Double) -> String {
    if seconds < 60 { return short(seconds) + " s" }
    let whole = Int(min(seconds, 1e12))
    if whole < 3_600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    if whole < 86_400 { return "\(whole / 3_600) h \(padded(whole % 3_600 / 60)) min" }
    return "\(whole / 86_400) d \(whole % 86_400 / 3_600) h"
  }

  /// Three significant digits.
  private static func short(_ value: Double) -> String {
    let decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
    let scale = [1.0, 10, 100][decimals]
    let scaled = Int((value * scale).rounded())
    guard decimals > 0 else { return "\(scaled)" }
    var fraction = String(scaled % Int(scale))
    while fraction.count < decimals { fraction = "0" + fraction }
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? "\(scaled / Int(scale))" : "\(scaled / Int(scale)).\(fraction)"
  }

  static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// `1,234,567`.
  package static func count(_ number: some BinaryInteger) -> String {
    let digits = String(number)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, text != "-" { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `1 frame`, `2 frames`.
  package static func plural(_ number: some BinaryInteger, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `2026-11-22 18:26:17.758`, UTC.
  package static func dateTime(_ time: Timestamp) -> String { date(time) + " " + clock(time) }

  /// `18:26:17.758`, UTC.
  package static func clock(_ time: Timestamp) -> String {
    let milliseconds = floorDivide(time.nanoseconds, 1_000_000)
    let inDay = Int(milliseconds - floorDivide(milliseconds, 86_400_000) * 86_400_000)
    let fraction = String(inDay % 1_000 + 1_000).dropFirst()
    return padded(inDay / 3_600_000) + ":" + padded(inDay / 60_000 % 60) + ":" + padded(inDay / 1_000 % 60) + "."
      + fraction
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value / divisor - (value % divisor < 0 ? 1 : 0)
  }

  /// The civil date of a day count (proleptic Gregorian calendar, 400-year cycles of 146,097 days).
  private static func date(_ time: Timestamp) -> String {
    let days = Int(floorDivide(time.nanoseconds, 86_400_000_000_000)) + 719_468
    let cycle = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfCycle = days - cycle * 146_097
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    let year = yearOfCycle + cycle * 400 + (civilMonth <= 2 ? 1 : 0)
    return "\(year)-\(padded(civilMonth))-\(padded(day))"
  }
}
