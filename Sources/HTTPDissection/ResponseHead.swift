package import TrafficModel

/// The head of an HTTP response, interim or final.
package struct ResponseHead: Hashable, Sendable {
  package var status: UInt16
  package var headers: HeaderBlock

  package init(status: UInt16, headers: HeaderBlock) {
    self.status = status
    self.headers = headers
  }
}
