import SettingsFiles
import TrafficModel

/// Durations as settings spell them.
enum AmountText {
  /// `3600`, `1h`, `30 days`, `PT1H` is not read.
  static func seconds(_ text: String) -> Double? {
    let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" }
    guard let number = Double(digits.filter { $0 != "_" }) else { return nil }
    switch text.dropFirst(digits.count).lowercased().filter({ $0.isLetter }) {
    case "", "s", "sec", "second", "seconds": return number
    case "ms": return number / 1_000
    case "m", "min", "minute", "minutes": return number * 60
    case "h", "hour", "hours", "hr": return number * 3_600
    case "d", "day", "days": return number * 86_400
    case "w", "week", "weeks": return number * 604_800
    default: return nil
    }
  }
}
