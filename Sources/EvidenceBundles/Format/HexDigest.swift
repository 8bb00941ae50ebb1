package import Crypto

/// A SHA-256 digest as manifests write it: 64 small hexadecimal digits.
package struct HexDigest: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ digest: SHA256Digest) { description = Hexadecimal.text(digest) }

  package init(of bytes: [UInt8]) { self.init(SHA256.hash(data: bytes)) }

  /// Nil for what is not written exactly so.
  package init?(parsing text: some StringProtocol) {
    guard text.utf8.count == 64, Hexadecimal.bytes(text) != nil else { return nil }
    description = String(text)
  }
}
