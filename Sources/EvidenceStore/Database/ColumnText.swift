internal import TrafficModel

/// Peer text as columns hold it: bounded, without secrets of unmistakable shape, without NUL, which SQLite would end it at.
/// Text that has none of that, almost all, is stored as it is; the rest in the escaped form of records.
struct ColumnText: ~Copyable {
  private var masker: SecretMasker
  private var scanner = SecretScanner()
  private var line = RecordBuffer(capacity: 256)
  private let masksSecrets: Bool

  init(hasher: any SecretHashing, redaction: RedactionPolicy) {
    masker = SecretMasker(hasher: hasher)
    masksSecrets = redaction != .full
  }

  mutating func string(_ text: UntrustedText) -> String {
    let raw = text.rawTextForMatchingAndStorage
    let safe = raw.utf8.withContiguousStorageIfAvailable { replacement(for: $0.span) }
    return (safe ?? replacement(for: Array(raw.utf8).span)) ?? raw
  }

  /// Nil when the text may stand as it is.
  private mutating func replacement(for text: Span<UInt8>) -> String? {
    var hasNUL = false
    for index in text.indices where text[index] == 0 { hasNUL = true }
    if masksSecrets { scanner.scan(text, scope: .names) }
    let hasSecret = masksSecrets && !scanner.masks.isEmpty
    guard hasNUL || hasSecret || text.count > RecordLimits.nameBytes else { return nil }
    line.removeAll()
    masker.append(text, scope: .names, limit: RecordLimits.nameBytes, to: &line)
    return String(decoding: line.bytes, as: UTF8.self)
  }
}
