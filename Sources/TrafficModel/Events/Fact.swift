/// A statement of the analyzer that is handed around and never changed: one allocation, one reference.
///
/// Facts are large and hold many references of their own. Read from an immutable object they are lent, where an indirect case of an
/// enumeration had them copied each time somebody looked.
public final class Fact<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What is stated.
  public let value: Value

  /// States it.
  @inlinable public init(_ value: consuming Value) { self.value = value }

  /// By what they state.
  public static func == (first: Fact, second: Fact) -> Bool { first.value == second.value }

  /// By what it states.
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
