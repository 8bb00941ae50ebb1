import Testing

@testable import MCPDissection

@Suite struct ShortListTests {
  @Test("keeps its order, and nothing once all was taken", arguments: 0...3)
  func order(count: Int) {
    var list = ShortList<Int>()
    for element in 0..<count { list.append(element) }
    #expect(list.isEmpty == (count == 0))
    #expect(list.first == (count == 0 ? nil : 0))
    #expect(Array(list.takeAll()) == Array(0..<count))
    #expect(list.isEmpty && Array(list).isEmpty)
  }
}
