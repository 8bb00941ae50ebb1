import Detection
import Testing
import TrafficModel

@Suite struct SocketBookTests {
  private static let client = Endpoint(IPAddress(v4: 0xc000_020a), 50_000)
  private static let server = Endpoint(IPAddress(v4: 0xc633_6407), 8_080)

  private static func process(_ pid: UInt32) -> HostProcess {
    HostProcess(pid: pid, executable: UntrustedText("/usr/bin/p\(pid)"), basis: .socketTable)
  }

  /// From second 10 to second 20.
  private static func flow(_ transport: TransportProtocol = .tcp) -> FlowSummary {
    var extent = Example.extent(10)
    extent.extend(over: Example.extent(20))
    return FlowSummary(
      flow: FlowReference(id: FlowID(rawValue: 1), client: client, server: server, transport: transport),
      extent: extent, state: .closed, isMidstream: false, isOneSided: false,
      toServer: FlowSummary.DirectionCounts(), toClient: FlowSummary.DirectionCounts())
  }

  @Test(
    "a connection is its holder's while the flow lasts",
    arguments: [(8.0, false), (9.5, true), (15.0, true), (20.5, true), (22.0, false)])
  func connections(second: Double, isFound: Bool) {
    var book = SocketBook()
    book.add(
      .connection(.tcp, local: Self.client, remote: Self.server, Self.process(7), at: Example.time(second)))
    #expect(book.process(at: Self.client, of: Self.flow())?.pid == (isFound ? 7 : nil))
    #expect(book.process(at: Self.server, of: Self.flow()) == nil)
  }

  @Test func whoListensAnswers() {
    var book = SocketBook()
    book.add(.port(.tcp, Self.server, Self.process(3), at: Example.time(0)))
    book.add(.port(.tcp, Self.server, Self.process(4), at: Example.time(30)))
    #expect(book.process(at: Self.server, of: Self.flow())?.pid == 3, "who came later did not answer then")
    #expect(book.process(at: Self.client, of: Self.flow()) == nil)
  }

  @Test func whoListensOnAllAddressesAnswersOnThoseOfTheHost() {
    var book = SocketBook()
    book.add(.port(.tcp, Endpoint(IPAddress(v6: 0), 8_080), Self.process(3), at: Example.time(0)))
    #expect(book.process(at: Self.server, of: Self.flow()) == nil, "another host has that port, too")
    book.add(.addresses([Self.server.address], at: Example.time(0)))
    #expect(book.process(at: Self.server, of: Self.flow())?.pid == 3)
  }

  @Test func aSocketOfUDPIsFoundByItsPortAtEitherEnd() {
    var book = SocketBook()
    book.add(.addresses([Self.client.address], at: Example.time(0)))
    book.add(.port(.udp, Endpoint(IPAddress(v4: 0), Self.client.port), Self.process(5), at: Example.time(9)))
    #expect(book.process(at: Self.client, of: Self.flow(.udp))?.pid == 5)
    #expect(book.process(at: Self.client, of: Self.flow(.tcp)) == nil)
  }

  @Test func onlySoManyAreRemembered() {
    var book = SocketBook(limit: 100)
    for port in 1...10_000 as ClosedRange<UInt16> {
      book.add(
        .connection(
          .tcp, local: Endpoint(Self.client.address, port), remote: Self.server, Self.process(7),
          at: Example.time(10 + Double(port) / 10_000)))
    }
    book.add(.connection(.tcp, local: Self.client, remote: Self.server, Self.process(8), at: Example.time(12)))
    #expect(book.process(at: Self.client, of: Self.flow())?.pid == 8)
  }
}
