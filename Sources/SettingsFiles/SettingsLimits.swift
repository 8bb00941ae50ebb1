/// What a settings file may be at most. People write these files; what is larger was not written to be read.
package struct SettingsLimits: Hashable, Sendable {
  /// 1 MiB: ten times the longest manifest seen.
  package var fileBytes = 1 << 20
  /// Nested brackets. Readers recurse; this keeps them far from the end of a thread's stack.
  package var depth = 64
  /// Columns of indentation, the other way to nest.
  package var indentation = 200
  /// Values in one file, those that aliases repeat included: what makes "a billion laughs" ten kilobytes.
  package var values = 100_000

  package init() {}
}
