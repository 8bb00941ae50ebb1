/// One number that a severity came from, kept so that a report can show it.
package struct ScorePart: Hashable, Sendable {
  /// Lower case, words joined by `_`: a key of the record.
  package var name: String
  package var value: Double

  package init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value.isFinite ? value : 0
  }

  package init(_ name: String, _ value: some BinaryInteger) { self.init(name, Double(value)) }
}
