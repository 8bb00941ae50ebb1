import Foundation
import Presentation
import TrafficModel

/// A time that the user gave as an option.
enum TimeOption {
  static func read(_ option: String, _ text: String?) throws -> Timestamp? {
    guard let text else { return nil }
    guard let time = TimeArgument.parse(text, now: Date().timeIntervalSince1970) else {
      Terminal.complain(
        "\(option): '\(text)' is no time: write 2026-11-22T18:26:17Z, 2026-11-22, or an age such as 24h")
      throw ExitStatus.usage
    }
    return time
  }
}
