/// The stream stopped making sense as this protocol. What follows in the flow is opaque.
package struct Desynchronized: Error, Hashable, Sendable {
  package enum Reason: UInt8, Sendable { case badStartLine, badLength, badFrame, limitExceeded, gap, noKey }

  package var reason: Reason

  package init(_ reason: Reason) { self.reason = reason }
}
