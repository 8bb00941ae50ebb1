import CByteScan

/// Short texts of which something is known, such as that they hold no secret: names and keys are the same from record to record.
/// Direct-mapped, of fixed size; a text that is not in it may have been forgotten.
///
/// Invariant: `texts` has `maximumBytes` bytes for each of `lengths`, and the first of them, as many as that says, are set.
struct KnownTexts: ~Copyable {
  /// Longer texts are not kept.
  static let maximumBytes = 64
  private static let slots = 512

  /// 0 where none is kept.
  private var lengths = [UInt8](repeating: 0, count: slots)
  private let texts = UnsafeMutablePointer<UInt8>.allocate(capacity: slots * maximumBytes)

  deinit { texts.deallocate() }

  func contains(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text.count <= Self.maximumBytes else { return false }
    return text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      let slot = Self.slot(base, bytes.count)
      return Int(lengths[slot]) == bytes.count
        && egret_same_bytes(base, texts + slot * Self.maximumBytes, bytes.count)
    }
  }

  mutating func insert(_ text: Span<UInt8>) {
    guard text.count > 0, text.count <= Self.maximumBytes else { return }
    text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      let slot = Self.slot(base, bytes.count)
      (texts + slot * Self.maximumBytes).update(from: base, count: bytes.count)
      lengths[slot] = UInt8(bytes.count)
    }
  }

  private static func slot(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    Int(egret_short_hash(bytes, count)) % slots
  }
}
