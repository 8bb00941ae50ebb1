import EvidenceStore
import Presentation
import TrafficModel

/// When a suspected beacon spoke: a strip with a line for each contact, and how long the pauses were.
enum BeaconPictures {
  private static let bins = 40
  /// Lines in the strip; more would run into one.
  private static let beats = 150

  static func html(_ beacon: BeaconPicture, number: Int, range: Report.Range) -> HTMLText {
    guard let first = beacon.times.first, let last = beacon.times.last else { return "" }
    let intervals = beacon.intervals
    let sorted = intervals.sorted()
    let longest = max(sorted[min(sorted.count - 1, sorted.count * 99 / 100)] * 1.1, 1e-3)
    let middle = sorted[sorted.count / 2]
    var picture = Picture(
      "beacon-\(number)",
      title: "\(own: beacon.finding.detector): when \(own: beacon.finding.client ?? "the client") made contact",
      description: """
        \(beacon.times.count) contacts\(own: beacon.isCut ? ", the first ones only," : "") from \
        \(own: Quantity.dateTime(first)) to \(own: Quantity.dateTime(last)) UTC; half of the pauses are shorter than \
        \(own: seconds(middle)), the shortest is \(own: seconds(sorted[0])), the longest \(own: seconds(sorted[sorted.count - 1])).
        """, height: 190)
    let shown = beacon.times.prefix(beats)
    let axis = TimeAxis(range: Report.Range(start: first, end: shown.last ?? last), left: 70, right: 950)
    axis.draw(&picture, from: 8, to: 44)
    picture.text(64, 24, "contacts", "tick end")
    if shown.count < beacon.times.count { picture.text(64, 38, "first \(shown.count)", "tick end") }
    for time in shown { picture.line(axis.x(time), 12, axis.x(time), 42, "beat") }
    drawIntervals(intervals, longest: longest, &picture)
    return picture.html
  }

  private static func drawIntervals(_ intervals: [Double], longest: Double, _ picture: inout Picture) {
    var counts = Array(repeating: 0, count: bins)
    for interval in intervals where interval <= longest {
      counts[min(bins - 1, Int(interval / longest * Double(bins)))] += 1
    }
    let most = max(1, counts.max() ?? 0)
    let width = 880 / Double(bins)
    for (index, count) in counts.enumerated() where count > 0 {
      let tall = 88 * Double(count) / Double(most)
      let from = longest * Double(index) / Double(bins)
      picture.box(
        70 + width * Double(index), 165 - tall, width - 1, tall, "bar",
        hint: "\(count) pauses of \(own: seconds(from)) to \(own: seconds(from + longest / Double(bins)))")
    }
    picture.line(70, 165, 950, 165)
    for index in 0...8 {
      let x = 70 + 110 * Double(index)
      let words = index == 0 ? "0" : seconds(longest * Double(index) / 8)
      picture.text(x, 180, "\(own: words)", index == 8 ? "tick end" : "tick middle")
    }
    picture.text(64, 85, "\(most)", "tick end")
    picture.text(64, 125, "pauses", "tick end")
  }

  private static func seconds(_ value: Double) -> String {
    Quantity.duration(nanoseconds: Int64(exactly: (min(value, 1e9) * 1e9).rounded()) ?? 0)
  }
}
