/// A list that nearly always has one element: that one needs no memory of its own.
///
/// Invariant: without a first element there are no others.
package struct ShortList<Element>: Sequence {
  package private(set) var first: Element?
  private var others: [Element] = []

  package init() {}

  package var isEmpty: Bool { first == nil }

  package mutating func append(_ element: Element) {
    if first == nil { first = element } else { others.append(element) }
  }

  /// All of them; none is left.
  package mutating func takeAll() -> Self {
    let all = self
    self = Self()
    return all
  }

  package struct Iterator: IteratorProtocol {
    fileprivate var first: Element?
    fileprivate var others: IndexingIterator<[Element]>

    package mutating func next() -> Element? {
      guard let element = first else { return others.next() }
      first = nil
      return element
    }
  }

  package func makeIterator() -> Iterator { Iterator(first: first, others: others.makeIterator()) }
}
