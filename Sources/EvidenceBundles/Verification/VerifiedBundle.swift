package import TrafficModel

/// A bundle in which every byte is as it was sealed.
package struct VerifiedBundle: Hashable, Sendable {
  package var seal: SealStatement
  package var files: Int
  package var bytes: Int64
  /// Members of `bag-info.txt`. Who sealed it vouches for them.
  package var metadata: BagMetadata
  package var key: VerifyingKey

  package func value(_ label: String) -> UntrustedText? { metadata[label].map { UntrustedText($0) } }
}
