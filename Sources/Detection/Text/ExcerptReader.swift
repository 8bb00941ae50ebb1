package import PatternMatching
package import TrafficModel

/// Reads excerpts for detectors: each once, whoever asks.
///
/// An event is shown to many detectors, and its texts are most of what they cost. Used by one thread.
package final class ExcerptReader {
  /// Excerpts of one event that are remembered: arguments and result of a call, and what they were before.
  private static let capacity = 4

  private var readings: [ExcerptReading] = []
  private lazy var scanner = TextScanner()

  package init() {}

  /// Spares the first reader of later runs the compiling of what it looks for.
  package static func keepCompiled(in store: any CompiledPatternStore) { TextScanner.keepCompiled(in: store) }

  package func reading(of excerpt: JSONExcerpt) -> ExcerptReading {
    if let known = readings.first(where: { $0.isOf(excerpt.text) }) { return known }
    let reading = ExcerptReading(excerpt.text, scanner)
    if readings.count >= Self.capacity { readings.removeFirst() }
    readings.append(reading)
    return reading
  }

  /// The next event has texts of its own.
  func forget() { readings.removeAll(keepingCapacity: true) }
}
