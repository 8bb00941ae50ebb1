/// Holds an object and lends it without counting: for calls made for each frame or piece of a stream, where two counts cost as
/// much as what is done. A plain reference is counted for each call, since the callee could exchange it.
///
/// - Precondition: whoever is lent the object does not let this be dropped or exchanged meanwhile.
@safe @frozen
public struct Lender<Object: AnyObject>: ~Copyable {
  @usableFromInline let reference: Unmanaged<Object>

  /// Counts `object` once, until this is dropped.
  @inlinable
  public init(_ object: Object) { unsafe reference = Unmanaged.passRetained(object) }

  deinit { unsafe reference.release() }

  /// The object, counted as usual.
  public var object: Object { unsafe reference.takeUnretainedValue() }

  /// Calls `body` with the object.
  @inlinable
  public borrowing func lend<Result>(_ body: (Object) -> Result) -> Result {
    unsafe reference._withUnsafeGuaranteedRef(body)
  }
}
