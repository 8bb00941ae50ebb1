import FoundationEssentials

/// Plaintext of one record. Wraps the `Data` that the crypto library hands out; nothing is copied.
struct OpenedRecord {
  private let storage: Data
  /// What it carries; in TLS 1.3 told by the plaintext, before that by the header.
  let type: ContentType
  /// TLS 1.3 padding that was removed.
  let paddingBytes: Int

  init(_ storage: Data, type: ContentType) {
    self.storage = storage
    self.type = type
    paddingBytes = 0
  }

  /// Removes the padding and the content type of TLS 1.3 (RFC 8446 §5.4); nil when there is nothing but padding.
  init?(innerPlaintext data: Data) {
    guard let last = data.lastIndex(where: { $0 != 0 }) else { return nil }
    type = ContentType(rawValue: data[last])
    storage = data[..<last]
    paddingBytes = data.endIndex - last - 1
  }

  var byteCount: Int { storage.count }

  func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result { body(storage.bytes) }
}
