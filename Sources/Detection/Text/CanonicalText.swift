/// The text a model reads where a person sees another: hidden characters gone, tag characters as the letters they stand for,
/// look-alike letters as those they look like.
enum CanonicalText {
  /// - Parameter text: UTF-8; what is none stays as it is.
  /// - Returns: nil when it is the text itself, as nearly always.
  static func canonical(_ text: [UInt8]) -> [UInt8]? {
    text.withUnsafeBytes { text in
      guard mayDiffer(text) else { return nil }
      var result: [UInt8]?
      var copied = 0
      text.forEachScalarBeyondASCII { scalar, range in
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

  /// First bytes in UTF-8 of scalars for which something else stands, or nothing.
  private static let leads: [Bool] = {
    var leads = [Bool](repeating: false, count: 256)
    for range in [0x80...0xffff, 0xe0000...0xe0fff] as [ClosedRange<UInt32>] {
      for scalar in range.lazy.compactMap(Unicode.Scalar.init) where replacement(of: scalar) != scalar {
        if let lead = UTF8.encode(scalar)?.first { leads[Int(lead)] = true }
      }
    }
    return leads
  }()

  /// False for most text: letters of most scripts stand for themselves, and their first bytes tell it.
  private static func mayDiffer(_ text: UnsafeRawBufferPointer) -> Bool {
    leads.withUnsafeBufferPointer { leads in
      var index = 0
      while index < text.count {
        // Safe: the condition keeps all eight bytes inside the buffer.
        if index &+ 8 <= text.count {
          var beyond = text.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian & 0x8080_8080_8080_8080
          while beyond != 0 {
            if leads[Int(text[index &+ beyond.trailingZeroBitCount &>> 3])] { return true }
            beyond &= beyond &- 1
          }
          index &+= 8
        } else {
          if leads[Int(text[index])] { return true }
          index &+= 1
        }
      }
      return false
    }
  }

  /// What stands for `scalar`; nil where nothing does.
  private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    HiddenCharacter.kind(of: scalar).map { $0 == .tag ? letter(scalar) : nil } ?? Confusables.latin(scalar)
  }

  private static func letter(_ tag: Unicode.Scalar) -> Unicode.Scalar? {
    (0xe0020...0xe007e).contains(tag.value) ? Unicode.Scalar(tag.value - 0xe0000) : nil
  }
}
