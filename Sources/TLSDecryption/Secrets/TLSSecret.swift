import Crypto

/// A secret of at most 48 bytes: the output size of the largest key schedule hash, and of a master secret.
///
/// Never printable: description, debug description and mirror show its length only. The bytes leave this target only as
/// the inputs of key derivation.
package struct TLSSecret: Hashable, Sendable {
  package static let maximumByteCount = 48

  private var words: (UInt128, UInt128, UInt128) = (0, 0, 0)
  package let byteCount: Int

  /// Nil when empty or longer than a secret can be.
  package init?(_ bytes: some Collection<UInt8>) {
    guard (1...Self.maximumByteCount).contains(bytes.count) else { return nil }
    byteCount = bytes.count
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
  }

  /// Lends the bytes.
  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try Swift.withUnsafeBytes(of: words) { try body(UnsafeRawBufferPointer(rebasing: $0.prefix(byteCount))) }
  }

  var key: SymmetricKey { withUnsafeBytes { SymmetricKey(data: $0) } }

  package static func == (a: Self, b: Self) -> Bool { a.words == b.words && a.byteCount == b.byteCount }

  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension TLSSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "secret of \(byteCount) bytes" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
