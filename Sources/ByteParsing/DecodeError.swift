/// Why a fixed unit of bytes (a header, a frame, a record) could not be decoded.
///
/// Trivial on purpose: it is made at line rate from input that an attacker chose, so it holds no `String` and allocates
/// nothing. Words for people are made where the error is shown.
package struct DecodeError: Error, Hashable, Sendable {
  package enum Reason: UInt8, CaseIterable, Sendable { case truncated, badLength, badVersion, unsupported }

  package var reason: Reason
  /// Offset of the first byte at fault, counted from the start of the unit.
  package var offset: Int

  package init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
