/// Compiled patterns of earlier runs. Compiling costs far more than anything else at a start.
package protocol CompiledPatternStore: AnyObject, Sendable {
  /// Exactly what was kept under `key`; nil when it is not there, or not beyond doubt what was kept.
  func compiled(_ key: [UInt8]) -> ArraySlice<UInt8>?
  func keep(_ bytes: [UInt8], under key: [UInt8])
  /// Makes what was kept in this run last, if anything was.
  func save()
}
