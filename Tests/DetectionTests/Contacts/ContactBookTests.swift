import Detection
import Testing
import TrafficModel

@Suite struct ContactBookTests {
  func contact(_ peer: Int, at seconds: Double) -> Contact {
    let flow = Example.flow()
    let server = Endpoint(IPAddress(v4: 0xc612_0000 + UInt32(peer)), 443)
    return Contact(
      key: ContactKey(level: .connections, client: flow.client.address, server: server, label: 0),
      time: Example.time(seconds), bytesOut: 1, bytesIn: 1, body: 0, flow: flow, extent: Example.extent(seconds),
      method: UntrustedText(""))
  }

  @Test func thoseSilentLongestAreForgottenFirst() {
    var limits = ContactLimits()
    limits.series = 100
    var book = ContactBook(limits: limits)
    for peer in 0..<1_000 {
      book.add(contact(peer, at: Double(peer)))
      book.add(contact(5_000, at: Double(peer)))
    }
    #expect(book.seriesCount <= 100)
    #expect(book.series.contains { $0.total == 1_000 })
    #expect(book.forgotten > 0)
  }

  @Test func onlyTheLatestContactsOfASeriesAreKept() throws {
    var book = ContactBook()
    for index in 0..<5_000 { book.add(contact(1, at: Double(index))) }
    let series = try #require(book.series.first)
    #expect(series.total == 5_000)
    #expect(series.items.count <= 2 * ContactSeries.limit)
    #expect(series.ordered.last?.time == Example.time(4_999))
  }

  @Test func theNumberOfContactsIsBounded() {
    var limits = ContactLimits()
    limits.contacts = 500
    var book = ContactBook(limits: limits)
    for index in 0..<10_000 { book.add(contact(index % 50, at: Double(index))) }
    #expect(book.series.reduce(0) { $0 + $1.items.count } <= 500)
  }
}

@Suite struct ArgumentShapeTests {
  @Test(
    "the names count, the values do not",
    arguments: [
      (#"{"a":1,"b":[{"c":2}]}"#, #"{"a":"x, \"y\": {","b":null}"#, true), (#"{"a":1}"#, #"{"b":1}"#, false),
      ("{}", "", true), (#"{"ab":1}"#, #"{"a":1,"b":1}"#, false),
    ])
  func shapes(a: String, b: String, areEqual: Bool) {
    let (first, second) = (
      ArgumentShape.hash(Array(a.utf8), within: 4_096), ArgumentShape.hash(Array(b.utf8), within: 4_096)
    )
    #expect((first == second) == areEqual)
  }

  @Test("cut anywhere it does not trap", arguments: 0...20)
  func cuts(length: Int) {
    #expect(ArgumentShape.hash(Array(#"{"a":"\"","b":[1]}"#.utf8), within: length) != 0)
  }
}
