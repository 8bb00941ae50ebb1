import Testing
import TrafficModel

@Suite struct RecentTableTests {
  private func filled(_ count: Int, limit: Int = 16) -> RecentTable<Int, String> {
    var table = RecentTable<Int, String>(limit: limit)
    for key in 0..<count { table[key] = "\(key)" }
    return table
  }

  @Test func itHoldsWhatWasPutInUpToItsLimit() {
    var table = filled(16)
    #expect(table.count == 16)
    #expect((0..<16).allSatisfy { table[$0] == "\($0)" })
    #expect(table[16] == nil && !table.contains(16) && table.peek(16) == nil)
  }

  @Test func oneMoreMakesTheEighthLeaveThatWasNotUsedForLongest() {
    var table = filled(16)
    table[0] = "used"
    #expect(table[1] == "1")
    table[16] = "new"
    #expect(table.count == 15)
    #expect(!table.contains(2) && !table.contains(3))
    #expect(table[0] == "used" && table[1] == "1" && table[4] == "4" && table[16] == "new")
  }

  @Test func lookingOrPeekingIsNoUseReadingIs() {
    var table = filled(16)
    #expect(table.contains(0) && table.peek(1) == "1" && table[2] == "2")
    table[16] = "new"
    #expect(!table.contains(0) && !table.contains(1) && table.contains(2))
  }

  @Test("a flood leaves what is in use, and is let in", arguments: [1, 2, 7, 8, 64])
  func flood(limit: Int) {
    var table = RecentTable<Int, Int>(limit: limit)
    table[-1] = 7
    for key in 0..<1_000 {
      table[key] = key
      #expect(table.count <= limit)
      #expect(table.peek(key) == key)
      if limit > 1 { #expect(table[-1] == 7) }
    }
  }

  @Test func valuesChangeInPlaceAndNilRemoves() {
    var table = RecentTable<String, [Int]>(limit: 4)
    table["a", default: []].append(1)
    table["a"]?.append(2)
    table["b"]?.append(3)
    #expect(table["a"] == [1, 2] && table["b"] == nil && table.count == 1)
    #expect(table["c", default: [9]] == [9] && table.count == 1)
    table["a"] = nil
    #expect(table.isEmpty)
    table["a"] = [4]
    #expect(Array(table.values) == [[4]])
    #expect(table.removeValue(forKey: "a") == [4] && table.removeValue(forKey: "a") == nil)
  }

  @Test func aSetTellsWhatIsNew() {
    var table = RecentTable<Int, Void>(limit: 8)
    #expect(table.insert(1) && !table.insert(1))
    for key in 2..<20 { table.insert(key) }
    #expect(table.insert(1) && table.contains(19))
  }
}
