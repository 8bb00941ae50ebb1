package import TrafficModel

/// The head of an HTTP request, however it was transferred.
package struct RequestHead: Hashable, Sendable {
  package var method: String
  /// The request target as sent: origin form usually, absolute or authority form possibly (RFC 9112 §3.2).
  package var target: [UInt8]
  /// `http` or `https` when the head says so (HTTP/2 `:scheme`, absolute form).
  package var scheme: String?
  /// `Host` or `:authority`.
  package var authority: [UInt8]?
  package var headers: HeaderBlock

  package init(method: String, target: [UInt8], scheme: String?, authority: [UInt8]?, headers: HeaderBlock) {
    self.method = method
    self.target = target
    self.scheme = scheme
    self.authority = authority
    self.headers = headers
  }
}
