import Testing
import TrafficModel

@testable import MCPDissection

@Suite struct EndpointTableTests {
  private static let certain: RecognitionEvidence = .endpointEvent

  private func key(_ number: Int, _ path: String = "/mcp") -> EndpointKey {
    EndpointKey(Endpoint(IPAddress(v4: 0x0a00_0000 &+ UInt32(number)), 8080), Array(path.utf8))
  }

  private func table(limit: Int) -> EndpointTable {
    var limits = MCPLimits()
    limits.endpoints = limit
    return EndpointTable(limits: limits)
  }

  private func recognize(_ key: EndpointKey, _ table: inout EndpointTable) {
    let place = table.place(key)
    for step in table.add(Self.certain, to: place, of: key.server) { step() }
  }

  @Test func aServerThatComesAfterAFloodOfPlacesIsRecognized() {
    var table = table(limit: 64)
    for number in 0..<10_000 { _ = table.place(key(1, "/items/\(number)")) }
    recognize(key(2), &table)
    #expect(table.place(key(2)).isRecognized)
  }

  @Test func aRecognizedPlaceOutlivesAFlood() {
    var table = table(limit: 64)
    recognize(key(2), &table)
    for number in 0..<10_000 { _ = table.place(key(1, "/items/\(number)")) }
    #expect(table.place(key(2)).isRecognized)
    #expect(table.place(key(2, "")).isRecognized, "what is answered there without its request is MCP, too")
  }

  @Test func manyRecognizedServersAreBounded() {
    var table = table(limit: 64)
    for number in 0..<10_000 { recognize(key(number), &table) }
    #expect(table.place(key(9_999)).isRecognized)
    #expect(!table.place(key(0)).isRecognized)
    #expect(!table.place(key(0, "")).isRecognized, "nothing is left of a server that was forgotten")
  }

  @Test func whatWaitsAtAForgottenPlaceGivesItsRoomBack() {
    var limits = MCPLimits()
    limits.endpoints = 8
    limits.deferred = 4
    var table = EndpointTable(limits: limits)
    for number in 0..<100 { table.postpone({}, at: table.place(key(number))) }
    let place = table.place(key(100))
    var isDone = false
    for number in 101..<120 { _ = table.place(key(number)) }
    table.postpone({ isDone = true }, at: place)
    for step in table.add(Self.certain, to: place, of: key(100).server) { step() }
    #expect(!isDone, "of a forgotten place nothing is kept")
    let late = table.place(key(200))
    table.postpone({ isDone = true }, at: late)
    for step in table.add(Self.certain, to: late, of: key(200).server) { step() }
    #expect(isDone)
  }
}
