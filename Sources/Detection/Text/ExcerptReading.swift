import CByteScan

/// What an excerpt says, found out when it is first asked for.
package final class ExcerptReading {
  private let json: [UInt8]
  private let scanner: TextScanner

  init(_ json: [UInt8], _ scanner: TextScanner) {
    self.json = json
    self.scanner = scanner
  }

  /// Whether `other` is the very same memory: since this keeps it, nobody else can have got it meanwhile.
  func isOf(_ other: [UInt8]) -> Bool {
    json.withUnsafeBytes { own in
      other.withUnsafeBytes { $0.baseAddress == own.baseAddress && $0.count == own.count }
    }
  }

  package private(set) lazy var texts = JSONTexts(json)

  /// Its texts, as they lie in memory, are UTF-8.
  package private(set) lazy var isUTF8 =
    texts.isASCII
    || texts.bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { egret_utf8_bytes($0, bytes.count) == bytes.count } ?? true
    }

  private lazy var glance = scanner.glance(at: json)

  /// What stands in any of its texts, keys included; of blanks at line ends it is told only where they may be many.
  private(set) lazy var signs: Set<TextSign> = {
    guard glance.maySign else { return [] }
    var signs = scanner.signs(in: texts.bytes)
    if !texts.isASCII, let canonical = CanonicalText.canonical(texts.bytes) {
      signs.formUnion(scanner.signs(in: canonical))
    }
    return signs
  }()

  /// Somewhere in it stands as it is what servers give as text, too.
  private(set) lazy var isStructured = glance.mayBeStructured && texts.hasKey(TextHint.structureName)

  /// The texts that a model reads of a result: all but what is marked as encoded.
  private(set) lazy var readableTexts: [String] = texts.items.compactMap { item in
    guard item.kind == .text, item.isInside, !texts.isMember(item, named: ["data", "blob", "mimeType"]) else {
      return nil
    }
    return texts.string(item)
  }
}
