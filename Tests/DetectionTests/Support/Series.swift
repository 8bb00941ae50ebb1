import Detection
import Foundation
import TrafficForge
import TrafficModel

enum Series {
  /// Times of a program that sleeps `period` less up to `jitter` of it.
  static func beacon(_ count: Int, period: Double = 60, jitter: Double = 0.3, seed: UInt64 = 1) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var time = 0.0
    return (0..<count).map { _ in
      defer { time += period * (1 - Double.random(in: 0...jitter, using: &generator)) }
      return time
    }
  }

  /// Times of somebody who does some things at once and then thinks for a while.
  static func agent(_ count: Int, seed: UInt64 = 1) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var time = 0.0
    return (0..<count).map { _ in
      let isThinking = Int.random(in: 0..<4, using: &generator) == 0
      let (a, b) = (Double.random(in: 1e-9...1, using: &generator), Double.random(in: 0...1, using: &generator))
      let normal = (-2 * log(a)).squareRoot() * cos(2 * .pi * b)
      defer { time += isThinking ? exp(4 + normal) : exp(1.5 + 0.7 * normal) }
      return time
    }
  }
}

/// What the hunts find in `events`.
func hunted(_ events: [TrafficEvent], _ setup: DetectionSetup = DetectionSetup()) -> [Finding] {
  let reader = ContactReader()
  var book = ContactBook()
  for event in events {
    switch event {
    case .flow(let flow): reader.note(flow.value, in: &book)
    case .toolCall(let call): reader.note(call.value, in: &book)
    case .message(let message): reader.note(message.value, in: &book)
    case .http(let exchange): reader.note(exchange.value, in: &book)
    default: break
    }
  }
  return HuntCatalog.search(book, setup)
}
