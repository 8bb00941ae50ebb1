/// The `id` of a JSON-RPC message (JSON-RPC 2.0 §4). `1` and `"1"` are different ids.
package enum JSONRPCID: Hashable, Sendable {
  /// As it was written: ids beyond the range of any integer type stay exact.
  case number(UntrustedText)
  case string(UntrustedText)
  case null
}
