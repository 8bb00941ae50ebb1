/// Runs the examples that signatures carry.
package struct ExampleRun {
  /// An example with another answer than it demands.
  package struct Failure: Hashable, Sendable {
    package var signature: Signature
    package var example: Signature.Example
  }

  private let set: SignatureSet
  private let matcher: SignatureMatcher

  package init(_ set: SignatureSet) {
    self.set = set
    matcher = SignatureMatcher(set)
  }

  /// Of signatures that are used.
  package func failures() -> [Failure] {
    set.signatures.indices.filter { !set.isRefused.contains($0) }.flatMap { index in
      set.signatures[index].examples.compactMap { example in
        matches(index, example) == example.matches ? nil : Failure(signature: set.signatures[index], example: example)
      }
    }
  }

  /// An event of an example says with `_category` which source it comes from, where the signature does not.
  private func matches(_ index: Int, _ example: Signature.Example) -> Bool {
    guard let source = set.signatures[index].logSource else { return completes(index, example) }
    for event in example.event.elements {
      if matcher.direct(NodeSubject(event, source: source)).contains(index) { return true }
    }
    return false
  }

  private func completes(_ index: Int, _ example: Signature.Example) -> Bool {
    let fresh = SignatureMatcher(set)
    var hits: [SignatureHit] = []
    for event in example.event.elements {
      let source = LogSource(product: "mcp", category: event["_category"]?.text)
      hits += fresh.match(NodeSubject(event, source: source))
    }
    hits += fresh.finish()
    return hits.contains { $0.signature == index }
  }
}
