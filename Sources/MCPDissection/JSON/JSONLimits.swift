/// Bounds on what is kept of one JSON-RPC message. Sizes and digests stay exact beyond them.
package struct JSONLimits: Hashable, Sendable {
  /// Containers inside each other. Common parsers stop between 64 and 1,000; beyond it the body is malformed to us and
  /// `json.depth-limit` is raised.
  package var depth = 1_024
  /// Compact bytes kept of one member of `params`, `result` or `error`. Detectors read no further.
  package var memberBytes = 256 << 10
  /// The same for `result.tools`, since definitions must be whole to be compared.
  package var toolListBytes = 2 << 20
  /// Compact bytes kept of one message in all.
  package var messageBytes = 3 << 20
  /// Members of `params`, `result` and `error` that are remembered one by one.
  package var members = 256
  /// Bytes of one key or id that are remembered.
  package var nameBytes = 512

  package init() {}
}
