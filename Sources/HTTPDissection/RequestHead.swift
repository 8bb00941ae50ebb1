package import TrafficModel

/// The head of an HTTP request, however it was transferred. An object, since everybody who reads the exchange looks at it.
package final class RequestHead: Sendable {
  package let method: String
  /// The request target as sent: origin form usually, absolute or authority form possibly (RFC 9112 §3.2).
  package let target: [UInt8]
  /// `http` or `https` when the head says so (HTTP/2 `:scheme`, absolute form).
  package let scheme: String?
  /// `Host` or `:authority`.
  package let authority: [UInt8]?
  package let headers: HeaderBlock

  package init(method: String, target: [UInt8], scheme: String?, authority: [UInt8]?, headers: HeaderBlock) {
    self.method = method
    self.target = target
    self.scheme = scheme
    self.authority = authority
    self.headers = headers
  }
}
