/// How much of what a peer sent goes into records. Sizes and digests are always exact, whatever is left out.
///
/// Session ids, bearer tokens, cookies and `requestState` are keyed hashes under every policy; `full` included.
package enum RedactionPolicy: String, CaseIterable, Sendable {
  /// No value of arguments, parameters or results at all, not even their shape.
  case none
  /// Shape only: object keys stay, each value becomes its type and length, as in `"<string 12>"`.
  case keys
  /// The default. Values stay but for those that look like a secret or stand under a key that says so; they become
  /// `<redacted KIND LENGTH HASH>`, where the hash is the first 8 digits of a keyed hash, so equal secrets stay equal.
  /// Results are shown by an excerpt of `RecordLimits.resultExcerptBytes`.
  case redacted
  /// Everything that was captured, up to the analyzer's own limits.
  case full
}
