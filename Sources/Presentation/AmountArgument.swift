/// Sizes and lengths of time as people write them on a command line.
package enum AmountArgument {
  /// `100` in `unit`s, or with a unit of its own: `64k`, `100MB`, `2GiB`. Letters alone and `…B` are decimal as in tcpdump,
  /// `…iB` binary. Nil for what is neither.
  package static func bytes(_ text: String, unit: Int64 = 1) -> Int64? {
    guard let (number, rest) = split(text) else { return nil }
    let factor: Int64? =
      switch rest.lowercased() {
      case "": unit
      case "b": 1
      case "k", "kb": 1_000
      case "m", "mb": 1_000_000
      case "g", "gb": 1_000_000_000
      case "t", "tb": 1_000_000_000_000
      case "kib": 1 << 10
      case "mib": 1 << 20
      case "gib": 1 << 30
      case "tib": 1 << 40
      default: nil
      }
    guard let factor else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : bytes
  }

  /// `90` in seconds, or with a unit: `30s`, `15m`, `12h`, `30d`, `2w`.
  package static func duration(_ text: String) -> Duration? {
    guard let (number, rest) = split(text) else { return nil }
    let factor: Int64? =
      switch rest {
      case "", "s": 1
      case "m", "min": 60
      case "h": 3_600
      case "d": 86_400
      case "w": 604_800
      default: nil
      }
    guard let factor else { return nil }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow || seconds > 1 << 40 ? nil : .seconds(seconds)
  }

  private static func split(_ text: String) -> (number: Int64, rest: String)? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let number = Int64(digits), number >= 0 else { return nil }
    return (number, String(text.dropFirst(digits.count)))
  }
}
