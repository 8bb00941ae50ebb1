/// Which patterns were found in one event. Cleared in time proportional to what was found.
package final class HitSet {
  private var marks: [Bool]
  package private(set) var found: [Int] = []

  package init(capacity: Int) { marks = Array(repeating: false, count: capacity) }

  package func insert(_ number: Int) {
    guard marks.indices.contains(number), !marks[number] else { return }
    marks[number] = true
    found.append(number)
  }

  package func contains(_ number: Int) -> Bool { marks.indices.contains(number) && marks[number] }

  package func removeAll() {
    for number in found { marks[number] = false }
    found.removeAll(keepingCapacity: true)
  }
}
