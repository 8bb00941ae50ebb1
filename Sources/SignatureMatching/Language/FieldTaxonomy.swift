/// Which fields a log source has.
package protocol FieldTaxonomy: Sendable {
  /// Nil when `field` exists in `source`, or nothing is known of that source.
  func problem(with field: String, in source: LogSource) -> SignatureProblem?
  /// Nil when nothing is wrong with the source itself.
  func problem(with source: LogSource) -> SignatureProblem?
}
