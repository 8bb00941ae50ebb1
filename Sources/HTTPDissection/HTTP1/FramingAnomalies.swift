import TrafficModel

/// What was odd about one head, each kind once however often it occurs.
struct FramingAnomalies: OptionSet, Hashable {
  let rawValue: UInt16

  static let bothLengths = Self(rawValue: 1 << 0)
  static let repeatedLength = Self(rawValue: 1 << 1)
  static let badLength = Self(rawValue: 1 << 2)
  static let badTransferCoding = Self(rawValue: 1 << 3)
  static let bareLineFeed = Self(rawValue: 1 << 4)
  static let spaceBeforeColon = Self(rawValue: 1 << 5)
  static let obsoleteFold = Self(rawValue: 1 << 6)
  static let badHeader = Self(rawValue: 1 << 7)
  static let oversizedHeaderBlock = Self(rawValue: 1 << 8)

  private static let kinds: [(Self, Anomaly.Kind)] = [
    (.bothLengths, .bothLengths), (.repeatedLength, .repeatedLength), (.badLength, .badLength),
    (.badTransferCoding, .badTransferCoding), (.bareLineFeed, .bareLineFeed),
    (.spaceBeforeColon, .spaceBeforeColon), (.obsoleteFold, .obsoleteFold), (.badHeader, .badHeader),
    (.oversizedHeaderBlock, .oversizedHeaderBlock),
  ]

  func forEach(_ body: (Anomaly.Kind) -> Void) {
    if isEmpty { return }
    for (element, kind) in Self.kinds where contains(element) { body(kind) }
  }
}
