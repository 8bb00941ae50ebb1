import Presentation
import TrafficModel

/// Times as records spell them: RFC 3339 in UTC.
enum TimeText {
  /// To the millisecond.
  static func text(_ time: Timestamp) -> String { Quantity.dateTime(time).replacing(" ", with: "T") + "Z" }
}
