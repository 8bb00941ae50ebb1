import Policy
package import TrafficModel

/// Host names as requests and certificates spell them.
package enum HostName {
  /// Lower case, without port, brackets and final dot.
  package static func bare(_ host: String) -> String {
    var host = host.lowercased()
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return String(host[host.index(after: host.startIndex)..<end])
    }
    if host.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1, let colon = host.lastIndex(of: ":") {
      host = String(host[..<colon])
    }
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }

  /// Whether `host` is `domain` or below it; both bare.
  package static func isWithin(_ host: String, _ domain: String) -> Bool {
    guard host.hasSuffix(domain) else { return false }
    return host.utf8.count == domain.utf8.count || host.utf8.dropLast(domain.utf8.count).last == UInt8(ascii: ".")
  }

  /// The part that somebody registered: the last two labels, or three below the registries that sell third-level names.
  package static func registered(_ host: String) -> String {
    let labels = host.split(separator: ".")
    guard labels.count > 2 else { return host }
    let second = labels[labels.count - 2]
    let isShared = labels[labels.count - 1].utf8.count == 2 && sharedLabels.contains(String(second))
    return labels.suffix(isShared ? 3 : 2).joined(separator: ".")
  }

  private static let sharedLabels: Set<String> = [
    "co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob",
  ]

  /// The address that `host` spells, in the forms that programs accept and filters forget: decimal, hexadecimal and octal
  /// numbers, fewer than four parts (inet_aton).
  package static func address(_ host: String) -> (address: IPAddress, isOdd: Bool)? {
    if let plain = IPAddress(parsing: host) { return (plain, false) }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...4).contains(parts.count) else { return nil }
    var numbers: [UInt64] = []
    for part in parts {
      guard let number = number(part) else { return nil }
      numbers.append(number)
    }
    guard let last = numbers.popLast(), numbers.allSatisfy({ $0 < 256 }) else { return nil }
    let free = UInt64(4 - numbers.count) * 8
    guard last < 1 << free else { return nil }
    let head = numbers.reduce(0) { $0 << 8 | $1 }
    return (IPAddress(v4: UInt32(truncatingIfNeeded: head << free | last)), true)
  }

  private static func number(_ part: Substring) -> UInt64? {
    guard let first = part.utf8.first, (0x30...0x39).contains(first), part.utf8.count <= 12 else { return nil }
    if part.lowercased().hasPrefix("0x") { return UInt64(part.dropFirst(2), radix: 16) }
    if first == UInt8(ascii: "0"), part.utf8.count > 1 { return UInt64(part.dropFirst(), radix: 8) }
    return UInt64(part)
  }
}
