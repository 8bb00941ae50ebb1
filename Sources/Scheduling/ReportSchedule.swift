package import Foundation

/// When reports are due: at a time of day in the local time zone, every so many days, or several times a day.
///
/// Boundaries are named by local date and time, so a day of 23 or 25 hours has as many reports as any other. What was reported
/// decides what is due, not when this last ran: a missed run is caught up, a clock that was set back finds its report made.
package struct ReportSchedule: Hashable, Sendable {
  private static let day = 86_400

  /// So long after its end a period is left to the analysis to be stored.
  package static let settlingSeconds: Int64 = 120
  /// Missed reports that one run makes; older ones are left out, and told.
  package static let catchUpLimit = 62

  /// Seconds; a part of a day that divides it, or whole days.
  private let every: Int
  /// Seconds after midnight.
  private let at: Int
  private let calendar: Calendar

  /// Nil for an interval that would not come at the same time each day.
  package init?(everySeconds: Int, atSeconds: Int, timeZone: TimeZone) {
    guard everySeconds >= 60, everySeconds.isMultiple(of: Self.day) || Self.day.isMultiple(of: everySeconds),
      everySeconds <= 366 * Self.day, (0..<Self.day).contains(atSeconds)
    else { return nil }
    every = everySeconds
    at = atSeconds
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    self.calendar = calendar
  }

  /// `06:00` in seconds after midnight.
  package static func timeOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return hour * 3_600 + minute * 60
  }

  /// What is to be reported now, oldest first, given what was.
  ///
  /// A report of a time that has not come yet was made by a clock that ran ahead: it does not count, and is made again.
  package func due(now: Int64, done: [ReportPeriod]) -> (periods: [ReportPeriod], skipped: Int) {
    let settled = now - Self.settlingSeconds
    guard let latest = boundaries(around: settled).last(where: { $0 <= settled }) else { return ([], 0) }
    guard var last = done.map(\.to).filter({ $0 <= now }).max() else {
      return ([ReportPeriod(from: boundary(before: latest), to: latest)], 0)
    }
    var periods: [ReportPeriod] = []
    while last < latest, let next = boundary(after: last), next <= latest {
      periods.append(ReportPeriod(from: last, to: next))
      last = next
      // A clock that jumped by decades; what is left out then was never captured.
      if periods.count > 4 * Self.catchUpLimit { periods.removeFirst(Self.catchUpLimit) }
    }
    let kept = Array(periods.suffix(Self.catchUpLimit))
    return (kept, periods.count - kept.count)
  }

  private func boundary(before time: Int64) -> Int64 {
    boundaries(around: time).last { $0 < time } ?? time - Int64(every)
  }

  private func boundary(after time: Int64) -> Int64? { boundaries(around: time).first { $0 > time } }

  /// Sorted, from one interval before to one after at least.
  private func boundaries(around time: Int64) -> [Int64] {
    let date = Date(timeIntervalSince1970: Double(time))
    guard let midnight = localDay(of: date) else { return [] }
    let reach = every / Self.day + 2
    let times = every < Self.day ? stride(from: at % every, to: Self.day, by: every).map { $0 } : [at]
    var boundaries: Set<Int64> = []
    for offset in -reach...reach {
      guard let day = calendar.date(byAdding: .day, value: offset, to: midnight), isDay(day) else { continue }
      for time in times { if let instant = instant(time, on: day) { boundaries.insert(instant) } }
    }
    return boundaries.sorted()
  }

  /// Noon, which exists on every day of every zone.
  private func localDay(of date: Date) -> Date? {
    calendar.date(bySettingHour: 12, minute: 0, second: 0, of: date)
  }

  /// Every so many days, counted from a Monday: weekly means on Mondays.
  private func isDay(_ noon: Date) -> Bool {
    guard every > Self.day else { return true }
    let parts = calendar.dateComponents([.year, .month, .day], from: noon)
    var utc = Calendar(identifier: .gregorian)
    utc.timeZone = TimeZone(secondsFromGMT: 0) ?? .gmt
    guard let date = utc.date(from: parts) else { return false }
    let days = Int((date.timeIntervalSince1970 / Double(Self.day)).rounded())
    let (_, rest) = (days - 4).quotientAndRemainder(dividingBy: every / Self.day)
    return rest == 0
  }

  /// A time that a day leaves out, because clocks go forward, is the moment they do; one that comes twice is the first.
  private func instant(_ seconds: Int, on noon: Date) -> Int64? {
    var parts = calendar.dateComponents([.year, .month, .day], from: noon)
    parts.hour = seconds / 3_600
    parts.minute = seconds % 3_600 / 60
    parts.second = seconds % 60
    return calendar.date(from: parts).map { Int64($0.timeIntervalSince1970.rounded()) }
  }
}
