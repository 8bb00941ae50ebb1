import Presentation
import TrafficModel

/// Where times stand in a picture, and which of them are written below it.
struct TimeAxis {
  let range: Report.Range
  let left: Double
  let right: Double

  /// Half the width of a written time.
  private static let halfLabel = 28.0

  func x(_ time: Timestamp) -> Double {
    let share = Double(time - range.start) / Double(range.nanoseconds)
    return left + min(1, max(0, share)) * (right - left)
  }

  func draw(_ picture: inout Picture, from top: Double, to bottom: Double) {
    picture.line(left, bottom, right, bottom)
    let step = Self.step(range.nanoseconds)
    var time = (range.start.nanoseconds / step + 1) * step
    while time < range.end.nanoseconds {
      let place = x(Timestamp(nanoseconds: time))
      picture.line(place, top, place, bottom, "grid")
      // The last one may stand too far right to be written around its place.
      let isLast = place > right - Self.halfLabel
      picture.text(
        isLast ? right + 8 : place, bottom + 14, "\(own: words(Timestamp(nanoseconds: time), step))",
        isLast ? "tick end" : "tick middle")
      time += step
    }
  }

  private func words(_ time: Timestamp, _ step: Int64) -> String {
    let text = Quantity.dateTime(time)
    if step >= 86_400_000_000_000 { return String(text.dropFirst(5).prefix(5)) }
    let clock = text.dropFirst(11)
    return String(step >= 60_000_000_000 ? clock.prefix(5) : step >= 1_000_000_000 ? clock.prefix(8) : clock[...])
  }

  /// A round stretch of which about eight fit.
  private static func step(_ nanoseconds: Int64) -> Int64 {
    let second: Int64 = 1_000_000_000
    let steps: [Int64] = [
      second / 1_000, second / 200, second / 100, second / 50, second / 20, second / 10, second / 5, second / 2, second,
      2 * second, 5 * second, 10 * second, 30 * second, 60 * second, 120 * second, 300 * second, 600 * second,
      1_800 * second, 3_600 * second, 10_800 * second, 21_600 * second, 43_200 * second, 86_400 * second,
      172_800 * second, 604_800 * second, 2_592_000 * second,
    ]
    return steps.first { nanoseconds / $0 <= 9 } ?? nanoseconds / 8 + 1
  }
}
