/// How long to wait after a failure: twice as long each time, up to five minutes.
package struct Backoff: Hashable, Sendable {
  private static let first = Duration.seconds(1)
  private static let longest = Duration.seconds(300)

  private var next = first

  package init() {}

  package mutating func afterFailure() -> Duration {
    defer { next = min(next * 2, Self.longest) }
    return next
  }

  package mutating func reset() { next = Self.first }
}
