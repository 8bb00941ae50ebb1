/// What is read of a bundle at most. Bundles come from elsewhere, and whoever made one may have meant harm.
package struct BundleLimits: Sendable {
  /// Files and folders of one bundle.
  package var entries = 200_000
  /// Folders inside folders.
  package var depth = 16
  /// Bytes of each file beside the payload but for the manifest: a few kilobytes in any bundle of ours.
  package var tagFileBytes = 1 << 20
  /// Bytes of the manifest; room for `entries` names of 200 bytes.
  package var manifestBytes = 64 << 20
  /// Bundles of one chain: three nightly ones for thirty years.
  package var bundles = 32_768

  package init() {}
}
