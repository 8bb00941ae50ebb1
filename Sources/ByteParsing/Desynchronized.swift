/// The stream stopped making sense as this protocol. What follows in the flow is opaque.
public struct Desynchronized: Error, Hashable, Sendable {
  /// Why a stream cannot be read on.
  public enum Reason: UInt8, Sendable { case badStartLine, badLength, badFrame, limitExceeded, gap, noKey }

  /// Why it cannot.
  public var reason: Reason

  /// For that reason.
  public init(_ reason: Reason) { self.reason = reason }
}
