/// Which patterns were found in one event. Cleared in time proportional to what was found.
final class HitSet {
  private var marks: [Bool]
  private(set) var found: [Int] = []

  init(capacity: Int) { marks = Array(repeating: false, count: capacity) }

  func insert(_ number: Int) {
    guard marks.indices.contains(number), !marks[number] else { return }
    marks[number] = true
    found.append(number)
  }

  func contains(_ number: Int) -> Bool { marks.indices.contains(number) && marks[number] }

  func removeAll() {
    for number in found { marks[number] = false }
    found.removeAll(keepingCapacity: true)
  }
}
