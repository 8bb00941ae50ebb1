/// Calls `body` with an object that is not counted for it: for calls made for each piece of a stream, where counting costs more
/// than what is done. Like `withExtendedLifetime`, the other way round.
///
/// - Precondition: somebody else keeps `object` until `body` has returned.
@inlinable
public func lent<Object: AnyObject, Result>(_ object: Object, _ body: (Object) -> Result) -> Result {
  unsafe Unmanaged.passUnretained(object)._withUnsafeGuaranteedRef(body)
}
