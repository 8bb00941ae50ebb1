import Policy
import TrafficModel

/// Small texts of a configuration turned into values. Whatever ends up in rules for a firewall or in a unit file is held
/// to characters that mean nothing to them.
enum PolicyWords {
  static func name(_ text: String) -> String? {
    let isGood =
      (1...32).contains(text.utf8.count) && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 45 || $0 == 95 }
    return isGood ? text : nil
  }

  /// The name of a POSIX account, or its number.
  static func user(_ text: String) -> String? {
    guard (1...32).contains(text.utf8.count), let first = text.utf8.first else { return nil }
    if text.utf8.allSatisfy({ (48...57).contains($0) }) { return UInt32(text).map { "\($0)" } }
    guard isAlphanumeric(first) || first == 95 else { return nil }
    return text.utf8.allSatisfy { isAlphanumeric($0) || [45, 46, 95].contains($0) } ? text : nil
  }

  /// A path from the root, without what shells, audit rules or unit files would take apart.
  static func path(_ text: String) -> String? {
    guard text.hasPrefix("/"), text.utf8.count <= 1_024, !text.split(separator: "/").contains("..") else { return nil }
    return text.utf8.allSatisfy { isAlphanumeric($0) || "/-_.+:@,=".utf8.contains($0) } ? text : nil
  }

  static func unit(_ text: String) -> String? {
    guard text.hasSuffix(".service"), text.utf8.count <= 255, text.utf8.first != 45 else { return nil }
    return text.utf8.allSatisfy { isAlphanumeric($0) || [45, 46, 58, 64, 95].contains($0) } ? text : nil
  }

  static func target(_ text: String) -> AllowedDestination.Target? {
    if text == "any" { return .any }
    if let network = IPNetwork(parsing: text) { return .network(network) }
    return HostNamePattern(parsing: text).map(AllowedDestination.Target.name)
  }

  static func transport(_ text: String) -> TransportProtocol? {
    switch text.lowercased() {
    case "tcp": .tcp
    case "udp": .udp
    default: nil
    }
  }

  /// `50 MB/day`, `10 KiB/hour`, `4096/hour`.
  static func budget(_ text: String) -> ByteBudget? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let bytes = bytes(parts[0]), bytes > 0 else { return nil }
    return ByteBudget.Period(rawValue: trimmed(parts[1]).lowercased()).map { ByteBudget(bytes: bytes, per: $0) }
  }

  static func bytes(_ text: some StringProtocol) -> UInt64? {
    let text = trimmed(text)
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units: [String: UInt64] = [
      "": 1, "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000, "TB": 1_000_000_000_000, "KIB": 1 << 10,
      "MIB": 1 << 20, "GIB": 1 << 30, "TIB": 1 << 40,
    ]
    guard let number = UInt64(digits), let unit = units[trimmed(text.dropFirst(digits.count)).uppercased()] else {
      return nil
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    return overflow ? nil : product
  }

  /// `5s`, `250ms`, `2m`, `1.5h`; a number alone means seconds.
  static func seconds(_ text: String) -> Double? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let units: [String: Double] = ["": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let number = Double(digits), let unit = units[trimmed(text.dropFirst(digits.count))] else { return nil }
    return number * unit
  }

  /// The midnight, in UTC, with which the date `yyyy-mm-dd` begins.
  static func date(_ text: String) -> Timestamp? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }),
      let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
      (1_970...2_261).contains(year),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    return Timestamp(nanoseconds: days * 86_400_000_000_000)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}
