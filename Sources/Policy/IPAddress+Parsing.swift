package import TrafficModel

extension IPAddress {
  /// The address that `text` spells: four decimal parts without leading zeros, or any form of RFC 4291 §2.2.
  ///
  /// Forms that some programs accept and others do not (`127.1`, `0x7f000001`, zone identifiers) are refused: a policy
  /// must mean the same to everybody who reads it.
  package init?(parsing text: some StringProtocol) {
    if let bits = Self.v4(text) {
      self.init(v4: bits)
    } else if let bits = Self.v6(text) {
      self.init(v6: bits)
    } else {
      return nil
    }
  }

  package var isV4: Bool { v4Bits != nil }

  /// `127.0.0.0/8` and `::1`.
  package var isLoopback: Bool { v4Bits.map { $0 >> 24 == 127 } ?? (bits == 1) }

  /// `0.0.0.0` and `::`.
  package var isUnspecified: Bool { v4Bits.map { $0 == 0 } ?? (bits == 0) }

  private static func v4(_ text: some StringProtocol) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
        part == "0" || part.first != "0", let byte = UInt8(part)
      else { return nil }
      bits = bits << 8 | UInt32(byte)
    }
    return bits
  }

  private static func v6(_ text: some StringProtocol) -> UInt128? {
    guard text.utf8.count <= 45, text.contains(":") else { return nil }
    guard let run = doubleColon(text) else {
      guard let groups = groups(text), groups.count == 8 else { return nil }
      return join(groups)
    }
    guard let head = groups(text[..<run.lowerBound]), let tail = groups(text[run.upperBound...]),
      head.count + tail.count < 8
    else { return nil }
    return join(head + [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail)
  }

  private static func doubleColon<Text: StringProtocol>(_ text: Text) -> Range<Text.Index>? {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == ":", next < text.endIndex, text[next] == ":" { return index..<text.index(after: next) }
      index = next
    }
    return nil
  }

  private static func groups(_ text: some StringProtocol) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, let bits = v4(part) {
        groups += [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
        continue
      }
      guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ $0 != 43 && $0 != 45 }),
        let group = UInt16(part, radix: 16)
      else { return nil }
      groups.append(group)
    }
    return groups.count <= 8 ? groups : nil
  }

  private static func join(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }
}
