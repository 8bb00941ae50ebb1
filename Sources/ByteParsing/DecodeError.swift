/// Why a fixed unit of bytes (a header, a frame, a record) could not be decoded.
///
/// Trivial on purpose: it is made at line rate from input that an attacker chose, so it holds no `String` and allocates
/// nothing. Words for people are made where the error is shown.
public struct DecodeError: Error, Hashable, Sendable {
  /// What is wrong with the bytes.
  public enum Reason: UInt8, CaseIterable, Sendable { case truncated, badLength, badVersion, unsupported }

  /// What is wrong.
  public var reason: Reason
  /// Offset of the first byte at fault, counted from the start of the unit.
  public var offset: Int

  /// At `offset` bytes from the beginning.
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
