import CYara

/// Scans texts with the rules of one file. For one thread.
///
/// Matching YARA rules can take more than linear time, so both the length of a text and the time of a scan are limited, and a
/// file that runs out of time again and again is left out from then on.
package final class YaraScanner {
  package struct Limits: Sendable {
    /// Bytes of a text that are scanned.
    package var textBytes = 256 << 10
    package var scanTime = Duration.seconds(1)
    /// Scans that may run out of time before a file is left out.
    package var timeouts = 3
    /// Rules told of one text.
    package var hits = 64

    package init() {}
  }

  /// What kept a text from being scanned as a whole.
  package enum Shortcoming: Hashable, Sendable {
    case tooLong, outOfTime, tooManyMatches, failed
    /// From now on the file is not used.
    case leftOut
  }

  package let name: String
  private let rules: YaraRules
  private let limits: Limits
  private var scanner: UnsafeMutableRawPointer?
  private var timeouts = 0

  package init(_ rules: YaraRules, limits: Limits = Limits()) {
    self.rules = rules
    self.limits = limits
    name = rules.name
    scanner = egret_yara_scanner(rules.rules, UInt64(clamping: limits.scanTime.nanoseconds))
  }

  deinit { stop() }

  private func stop() {
    if let scanner { egret_yara_scanner_free(scanner) }
    scanner = nil
  }

  /// The rules that match `text`, and what was not looked at.
  package func scan(_ text: String) -> (hits: [YaraHit], shortcomings: [Shortcoming]) {
    guard let scanner else { return ([], []) }
    let taker = HitTaker(limit: limits.hits)
    var shortcomings: [Shortcoming] = []
    let status = Self.withPrefix(text, limits.textBytes) { bytes, isWhole in
      if !isWhole { shortcomings.append(.tooLong) }
      return taker.withHits { egret_yara_scan(scanner, bytes.baseAddress, bytes.count, $0) }
    }
    if taker.isOverfull { shortcomings.append(.tooManyMatches) }
    switch status {
    case 0: break
    case 1:
      timeouts += 1
      shortcomings.append(timeouts < limits.timeouts ? .outOfTime : .leftOut)
      if timeouts >= limits.timeouts { stop() }
    default: shortcomings.append(.failed)
    }
    return (taker.hits, shortcomings)
  }

  private static func withPrefix(
    _ text: String, _ limit: Int, _ body: (UnsafeBufferPointer<UInt8>, _ isWhole: Bool) -> Int32
  ) -> Int32 {
    var copy = text
    return copy.withUTF8 { bytes in
      body(UnsafeBufferPointer(rebasing: bytes.prefix(limit)), bytes.count <= limit)
    }
  }
}

extension Duration {
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ attoseconds / 1_000_000_000
  }
}
