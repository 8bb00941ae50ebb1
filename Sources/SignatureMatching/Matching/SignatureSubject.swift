package import TrafficModel

/// What signatures are matched against.
package protocol SignatureSubject {
  var source: LogSource { get }
  var time: Timestamp { get }
  /// Where it can be checked.
  var evidence: [Provenance] { get }
  /// Empty when the field is missing or says nothing.
  func values(of field: SignatureField) -> [SignatureValue]
  /// The values of every field, for keywords.
  func everyValue() -> [SignatureValue]
  /// The texts of `values(of:)` as they lie in memory, without making values of them.
  ///
  /// - Parameter mustBeUTF8: what is none is not to be handed over.
  /// - Returns: false, and calls nothing, where that is not possible.
  func forEachText(of field: SignatureField, mustBeUTF8: Bool, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool
}

extension SignatureSubject {
  package func forEachText(of field: SignatureField, mustBeUTF8: Bool, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool
  { false }
}
