import SettingsFiles
import TrafficModel

/// Names that people take for one another.
enum NameLikeness {
  /// Equal for names that look alike: case, separators, and characters of like shape are one.
  static func skeleton(_ name: String) -> String {
    var skeleton = ""
    for character in name.lowercased() {
      switch character {
      case "0": skeleton.append("o")
      case "1", "|", "i": skeleton.append("l")
      case "-", "_", " ", ".": break
      case "\u{430}": skeleton.append("a")
      case "\u{435}": skeleton.append("e")
      case "\u{43e}": skeleton.append("o")
      case "\u{440}": skeleton.append("p")
      case "\u{441}": skeleton.append("c")
      case "\u{445}": skeleton.append("x")
      default: skeleton.append(character)
      }
    }
    return skeleton.replacing("rn", with: "m")
  }

  /// One letter apart, in names long enough that this is no chance. Names that differ in their last digit are series.
  static func areNear(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.lowercased().prefix(64)), Array(b.lowercased().prefix(64)))
    guard min(a.count, b.count) >= 6, abs(a.count - b.count) <= 1, a != b else { return false }
    let head = zip(a, b).prefix { $0 == $1 }.count
    let tail = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
    if a.count == b.count {
      let isSwap = head + tail == a.count - 2 && a[head] == b[head + 1] && a[head + 1] == b[head]
      let isDigit = head < a.count && a[head].isNumber && b[head].isNumber
      return isSwap || head + tail >= a.count - 1 && !isDigit
    }
    let longer = a.count > b.count ? a : b
    // A plural or a number at the end makes another name.
    let isEnding = head == min(a.count, b.count) && (longer.last == "s" || longer.last?.isNumber ?? false)
    return head + tail >= min(a.count, b.count) && !isEnding
  }
}
