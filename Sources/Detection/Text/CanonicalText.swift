import CByteScan

/// The text a model reads where a person sees another: hidden characters gone, tag characters as the letters they stand for,
/// look-alike letters as those they look like.
enum CanonicalText {
  /// - Parameter text: UTF-8; what is none stays as it is.
  /// - Returns: nil when it is the text itself, as nearly always.
  static func canonical(_ text: [UInt8]) -> [UInt8]? {
    text.withUnsafeBytes { text in
      var result: [UInt8]?
      var copied = 0
      forEachCandidate(text) { scalar, range in
        let letter = replacement(of: scalar)
        guard letter != scalar else { return }
        if result == nil {
          result = []
          result?.reserveCapacity(text.count)
        }
        result?.append(contentsOf: text[copied..<range.lowerBound])
        if let letter { result?.append(contentsOf: UTF8.encode(letter) ?? UTF8.encodedReplacementCharacter) }
        copied = range.upperBound
      }
      result?.append(contentsOf: text[copied...])
      return result
    }
  }

  /// Where the canonical text differs.
  struct Differences {
    /// What differs, with some bytes of what stands around it; a line feed behind each part that does not go on.
    var parts: [UInt8] = []
    /// A hidden character, or another one without width.
    var hasUnseen = false
  }

  /// - Parameter reach: Bytes to either side that are in the parts: whatever of at most so many bytes, without line feeds, is in the
  ///   canonical text and not in `text` is in one of them.
  static func differences(_ text: UnsafeRawBufferPointer, reach: Int) -> Differences {
    var parts: [UInt8] = []
    var hasUnseen = false
    // Behind what was copied so far.
    var end = 0
    forEachCandidate(text) { scalar, range in
      let letter = replacement(of: scalar)
      guard letter != scalar else {
        if (0x200c...0x200d).contains(scalar.value) { hasUnseen = true }
        return
      }
      if HiddenCharacter.kind(of: scalar) != nil { hasUnseen = true }
      if end == 0 { parts.reserveCapacity(min(text.count, 16 * reach)) }
      if range.lowerBound - end <= 2 * reach, end > 0 {
        parts.append(contentsOf: text[end..<range.lowerBound])
      } else {
        if end > 0 {
          parts.append(contentsOf: text[end..<end + reach])
          parts.append(0x0a)
        }
        parts.append(contentsOf: text[max(0, range.lowerBound - reach)..<range.lowerBound])
      }
      if let letter { parts.append(contentsOf: UTF8.encode(letter) ?? UTF8.encodedReplacementCharacter) }
      end = range.upperBound
    }
    if end > 0 { parts.append(contentsOf: text[end..<min(text.count, end + reach)]) }
    return Differences(parts: parts, hasUnseen: hasUnseen)
  }

  /// Scalars that may not stand for themselves, and those of the same first bytes, with the places of their bytes.
  private static func forEachCandidate(
    _ text: UnsafeRawBufferPointer, _ body: (_ scalar: Unicode.Scalar, _ place: Range<Int>) -> Void
  ) {
    let bytes = text.assumingMemoryBound(to: UInt8.self)
    guard let base = bytes.baseAddress else { return }
    let leads = leads
    var index = egret_next_marked(base, text.count, 0, leads)
    while index < text.count {
      if let (scalar, length) = text.scalar(at: index) {
        body(scalar, index..<index &+ length)
        index &+= length
      } else {
        index &+= 1
      }
      index = egret_next_marked(base, text.count, index, leads)
    }
  }

  /// First bytes in UTF-8 of scalars for which something else stands, or nothing. Letters of most scripts stand for themselves,
  /// and their first bytes tell it.
  private static let leads: [Bool] = {
    var leads = [Bool](repeating: false, count: 256)
    for range in [0x80...0xffff, 0xe0000...0xe0fff] as [ClosedRange<UInt32>] {
      for scalar in range.lazy.compactMap(Unicode.Scalar.init) where replacement(of: scalar) != scalar {
        if let lead = UTF8.encode(scalar)?.first { leads[Int(lead)] = true }
      }
    }
    return leads
  }()

  /// What stands for `scalar`; nil where nothing does.
  private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    HiddenCharacter.kind(of: scalar).map { $0 == .tag ? letter(scalar) : nil } ?? Confusables.latin(scalar)
  }

  private static func letter(_ tag: Unicode.Scalar) -> Unicode.Scalar? {
    (0xe0020...0xe007e).contains(tag.value) ? Unicode.Scalar(tag.value - 0xe0000) : nil
  }
}
