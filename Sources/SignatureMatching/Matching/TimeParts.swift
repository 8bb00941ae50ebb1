/// The parts of a time in UTC, for the modifiers `minute` to `year`.
struct TimeParts {
  private let seconds: Int64

  /// Takes RFC 3339 text, or seconds since 1970.
  init?(_ value: SignatureValue) {
    if case .number(let number) = value {
      guard abs(number) < 1e11 else { return nil }
      seconds = Int64(number)
      return
    }
    guard let seconds = Self.seconds(Array(value.text.utf8)) else { return nil }
    self.seconds = seconds
  }

  /// `2026-11-22T10:20:30…`; an offset is honoured, fractions are not needed.
  private static func seconds(_ text: [UInt8]) -> Int64? {
    func number(_ range: Range<Int>) -> Int64? {
      guard range.upperBound <= text.count else { return nil }
      return Int64(String(decoding: text[range], as: UTF8.self))
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    let clock = ((number(11..<13) ?? 0) * 60 + (number(14..<16) ?? 0)) * 60 + (number(17..<19) ?? 0)
    var offset: Int64 = 0
    if text.count >= 25, let hours = number(text.count - 5..<text.count - 3),
      let minutes = number(text.count - 2..<text.count),
      text[text.count - 6] == 0x2b || text[text.count - 6] == 0x2d
    {
      offset = (hours * 60 + minutes) * 60 * (text[text.count - 6] == 0x2b ? 1 : -1)
    }
    return days(year, month, day) * 86_400 + clock - offset
  }

  /// Days since 1970 in the proleptic Gregorian calendar.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  subscript(part: SearchValue.TimePart) -> Double {
    let second = ((seconds % 86_400) + 86_400) % 86_400
    let (year, month, day) = date
    return switch part {
    case .minute: Double(second / 60 % 60)
    case .hour: Double(second / 3_600)
    case .day: Double(day)
    case .week: Double(week(year))
    case .month: Double(month)
    case .year: Double(year)
    }
  }

  private var dayNumber: Int64 { (seconds - (((seconds % 86_400) + 86_400) % 86_400)) / 86_400 }

  private var date: (year: Int64, month: Int64, day: Int64) {
    let z = dayNumber + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// ISO 8601: the week that holds the year's first Thursday is week 1.
  private func week(_ year: Int64) -> Int64 {
    let weekday = ((dayNumber + 3) % 7 + 7) % 7  // Monday is 0.
    let thursday = dayNumber - weekday + 3
    let yearOfThursday = Self(dayNumber: thursday).date.year
    return (thursday - Self.days(yearOfThursday, 1, 1)) / 7 + 1
  }

  private init(dayNumber: Int64) { seconds = dayNumber * 86_400 }
}
