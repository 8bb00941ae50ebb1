package import TrafficModel

/// One exchange while it goes on: what HTTP/1 and HTTP/2 dissection know of it, in the same form.
///
/// The request is usually seen first, but a response may come, and even end, before its request (frames captured out of
/// order), and in a one-sided capture one of them never comes.
package final class OpenExchange {
  package let flow: FlowReference
  /// Position in the flow: the how-many-eth exchange (HTTP/1), or the stream identifier (HTTP/2).
  package let streamID: UInt64
  /// Of the request once its head is known, else of the response.
  package internal(set) var version: HTTPExchange.Version
  package let isEncrypted: Bool
  package internal(set) var requestHead: RequestHead?
  package internal(set) var responseHead: ResponseHead?
  package internal(set) var interimStatuses: [UInt16] = []
  /// Sizes, moments and completeness so far; `headers` inside are empty until the exchange ends.
  package internal(set) var request = HTTPExchange.Message()
  package internal(set) var response = HTTPExchange.Message()
  /// The capture began inside the body of an event stream: there is no response head, and the body bytes were recognized
  /// as server-sent events.
  package internal(set) var beganInsideEventStream = false
  /// Sides whose head misses fields, because HTTP/2 header compression referred to what was not captured (RFC 7541 §2.3). A
  /// missing field then means nothing; a missing method or target is empty, a missing status 0.
  package internal(set) var sidesWithLostFields: Sides = []
  /// Bytes that are known to come behind those of a body that were received last: of all of it where its head tells the length,
  /// else of its chunk. As transferred, and as its sender says: no more than a hint.
  package internal(set) var bytesToCome: UInt64 = 0
  /// Sides that may still come or go on; see `settle`.
  var unsettledSides: Sides = [.request, .response]
  /// Whatever the observer wants to find again when it is called for this exchange. Owned by the observer alone.
  package var attachment: AnyObject?
  /// The same for whoever reads beside the observer.
  package var companion: AnyObject?

  package init(flow: FlowReference, streamID: UInt64, version: HTTPExchange.Version, isEncrypted: Bool) {
    self.flow = flow
    self.streamID = streamID
    self.version = version
    self.isEncrypted = isEncrypted
  }

  /// The exchange as a fact, for when it has ended.
  package var fact: HTTPExchange {
    var fact = HTTPExchange(flow: flow, streamID: streamID, version: version, isEncrypted: isEncrypted)
    fact.method = requestHead.flatMap { $0.method.isEmpty ? nil : UntrustedText($0.method) }
    fact.target = requestHead.flatMap { $0.target.isEmpty ? nil : UntrustedText(decoding: $0.target) }
    fact.host = requestHead?.authority.map { UntrustedText(decoding: $0) }
    fact.status = responseHead.flatMap { $0.status == 0 ? nil : $0.status }
    fact.interimStatuses = interimStatuses
    fact.request = request
    fact.response = response
    if let head = requestHead { fact.request.headers = head.headers }
    if let head = responseHead { fact.response.headers = head.headers }
    return fact
  }
}
