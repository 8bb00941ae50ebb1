package import PatternMatching

/// Signatures ready for matching. Building one never fails: what is broken is left out and told.
package struct SignatureSet: Sendable {
  package struct Refusal: Hashable, Sendable {
    package var file: String
    package var title: String
    package var problem: SignatureProblem
  }

  package let signatures: [Signature]
  package let refusals: [Refusal]
  let groups: [SignatureGroup]
  let correlations: [CompiledCorrelation]
  /// By signature: whether it is told of when it matches, or only feeds correlations.
  let tells: [Bool]

  /// - Parameter store: patterns that earlier runs compiled.
  package init(_ documents: [SignatureDocument], store: (any CompiledPatternStore)? = nil) {
    var builder = SetBuilder(store: store)
    for document in documents { builder.add(document) }
    self = builder.build()
  }

  init(
    signatures: [Signature], refusals: [Refusal], groups: [SignatureGroup], correlations: [CompiledCorrelation],
    tells: [Bool]
  ) {
    self.signatures = signatures
    self.refusals = refusals
    self.groups = groups
    self.correlations = correlations
    self.tells = tells
  }

  /// Whether the processor can run the multi-pattern matcher.
  package static var isSupported: Bool { PatternDatabase.isSupported }
}
