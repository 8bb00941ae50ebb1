package import TrafficModel

extension RecordBuffer {
  /// RFC 3339 in UTC with nanoseconds: `2026-11-22T19:27:42.000000001Z`. Every `Timestamp` has four-digit year (1677…2262).
  package mutating func time(_ time: Timestamp) {
    beginString()
    let place = count
    let nanoseconds = time.nanoseconds
    if let last = lastTime, last.time == nanoseconds {
      again(Self.timeBytes, from: last.place)
    } else if let last = lastTime, let rest = Self.rest(of: nanoseconds, in: last.second) {
      again(Self.secondBytes, from: last.place)
      fixedDigits(rest, width: 9)
      put(0x5a)
      lastTime = (nanoseconds, last.second, place)
    } else {
      let (seconds, rest) = Self.floorDivide(nanoseconds, by: 1_000_000_000)
      second(seconds)
      fixedDigits(UInt64(rest), width: 9)
      put(0x5a)
      let (start, isBeforeAll) = nanoseconds.subtractingReportingOverflow(rest)
      lastTime = isBeforeAll ? nil : (nanoseconds, start, place)
    }
    endString()
  }

  /// Nanoseconds since `second` began; nil when the time lies in another one.
  private static func rest(of time: Int64, in second: Int64) -> UInt64? {
    let rest = UInt64(bitPattern: time &- second)
    return time >= second && rest < 1_000_000_000 ? rest : nil
  }

  private static let timeBytes = 30
  private static let secondBytes = 20

  /// `2026-11-22T19:27:42.`, 20 bytes.
  private mutating func second(_ seconds: Int64) {
    let (days, secondOfDay) = Self.floorDivide(seconds, by: 86400)
    date(days)
    put(0x54)
    fixedDigits(UInt64(secondOfDay / 3600), width: 2)
    put(0x3a)
    fixedDigits(UInt64(secondOfDay / 60 % 60), width: 2)
    put(0x3a)
    fixedDigits(UInt64(secondOfDay % 60), width: 2)
    put(0x2e)
  }

  package mutating func time(_ time: Timestamp?) {
    if let time { self.time(time) } else { null() }
  }

  /// Milliseconds with three decimals, rounded down.
  package mutating func milliseconds(_ nanoseconds: Int64?) {
    if let nanoseconds { decimal(thousandths: nanoseconds / 1000) } else { null() }
  }

  /// `2026-11-22` for a count of days since 1970-01-01. Years are taken from March on, so that the leap day comes last.
  private mutating func date(_ days: Int64) {
    let (era, dayOfEra) = Self.floorDivide(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    fixedDigits(UInt64(year), width: 4)
    put(0x2d)
    fixedDigits(UInt64(month), width: 2)
    put(0x2d)
    fixedDigits(UInt64(day), width: 2)
  }

  private static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
