package import PatternMatching

/// Signatures ready for matching. Building one never fails: what is broken is left out and told.
package struct SignatureSet: Sendable {
  package struct Refusal: Hashable, Sendable {
    package var file: String
    package var title: String
    package var problem: SignatureProblem
  }

  /// All that could be read, those among them that were refused later; hits name their places here.
  package let signatures: [Signature]
  package let refusals: [Refusal]
  /// Places in `signatures`.
  package let isRefused: Set<Int>
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
    signatures: [Signature], refusals: [Refusal], isRefused: Set<Int>, groups: [SignatureGroup],
    correlations: [CompiledCorrelation], tells: [Bool]
  ) {
    self.signatures = signatures
    self.refusals = refusals
    self.isRefused = isRefused
    self.groups = groups
    self.correlations = correlations
    self.tells = tells
  }

  /// Those that are matched.
  package var used: [Signature] { signatures.indices.filter { !isRefused.contains($0) }.map { signatures[$0] } }

  /// Whether the processor can run the multi-pattern matcher.
  package static var isSupported: Bool { PatternDatabase.isSupported }
}
