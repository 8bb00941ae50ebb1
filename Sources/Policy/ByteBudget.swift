/// How many payload bytes may leave towards one destination in a time.
package struct ByteBudget: Hashable, Sendable, CustomStringConvertible {
  package enum Period: String, CaseIterable, Sendable {
    case hour, day

    package var seconds: Int64 { self == .hour ? 3_600 : 86_400 }
  }

  package let bytes: UInt64
  package let period: Period

  package init(bytes: UInt64, per period: Period) {
    self.bytes = bytes
    self.period = period
  }

  package var description: String { "\(bytes) B/\(period.rawValue)" }
}
