package import TrafficModel

/// Turns the ticks of a pcapng interface into nanoseconds (options `if_tsresol` and `if_tsoffset`).
///
/// Any value of either option and any tick count gives a time; what does not fit saturates.
package struct TimestampClock: Hashable, Sendable {
  private enum Scale: Hashable, Sendable {
    case times(UInt64)
    case dividedBy(UInt64)
    /// Ticks are 2^-n of a second.
    case binary(UInt8)
    /// Finer than any count of ticks can make a nanosecond of.
    case vanishing
  }

  private static let nanosecondsPerSecond: Int64 = 1_000_000_000

  private let scale: Scale
  private let offsetNanoseconds: Int64

  /// - Parameter resolution: negative power of ten, or of two when the highest bit is set; 6 is the default of the format.
  package init(resolution: UInt8 = 6, offsetSeconds: Int64 = 0) {
    let (product, overflow) = offsetSeconds.multipliedReportingOverflow(by: Self.nanosecondsPerSecond)
    offsetNanoseconds = overflow ? (offsetSeconds < 0 ? .min : .max) : product
    switch resolution {
    case 0...9: scale = .times(Self.powerOfTen(9 - resolution))
    case 10...28: scale = .dividedBy(Self.powerOfTen(resolution - 9))
    case 0x80...: scale = .binary(resolution & 0x7f)
    default: scale = .vanishing
    }
  }

  private static func powerOfTen(_ exponent: UInt8) -> UInt64 {
    (0..<exponent).reduce(1) { power, _ in power &* 10 }
  }

  package func time(ticks: UInt64) -> Timestamp {
    Timestamp(nanoseconds: nanoseconds(ticks)).advanced(byNanoseconds: offsetNanoseconds)
  }

  private func nanoseconds(_ ticks: UInt64) -> Int64 {
    switch scale {
    case .times(let factor):
      let (product, overflow) = ticks.multipliedReportingOverflow(by: factor)
      return overflow ? .max : Int64(clamping: product)
    case .dividedBy(let divisor):
      return Int64(clamping: ticks / divisor)
    case .binary(let bits):
      return Int64(clamping: (UInt128(ticks) * UInt128(Self.nanosecondsPerSecond)) >> UInt128(bits))
    case .vanishing:
      return 0
    }
  }
}
