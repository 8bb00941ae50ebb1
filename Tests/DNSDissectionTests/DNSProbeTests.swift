import DNSDissection
import Testing
import TrafficModel

@Suite struct DNSProbeTests {
  private func recognizes(_ bytes: [UInt8], client: UInt16 = 40_000, server: UInt16) -> Bool {
    let address = IPAddress(v4: 0xc000_0201)
    return DNSProbe.recognizes(
      bytes.span.bytes, of: DNSDialogue.flow(Endpoint(address, client), Endpoint(address, server)))
  }

  @Test("a whole message is DNS on any port", arguments: [53, 5353, 8053, 40_001] as [UInt16])
  func contentDecides(port: UInt16) {
    #expect(recognizes(DNSForge.query(), server: port))
    #expect(recognizes(DNSForge.response(), server: port))
  }

  @Test("elsewhere than on its port, one fault is enough", arguments: [(53, true), (8053, false)] as [(UInt16, Bool)])
  func portsMakeBelieve(port: UInt16, expected: Bool) {
    #expect(recognizes(DNSForge.query() + [0], server: port) == expected)
    #expect(recognizes(Array(DNSForge.response().dropLast()), server: port) == expected)
    #expect(recognizes(DNSForge.header(flags: 0x2800) + DNSForge.question(), server: port) == expected)
  }

  @Test func otherThingsOnItsPortAreNotDNS() {
    #expect(!recognizes(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), server: 53))
    #expect(!recognizes([], server: 53))
    #expect(!recognizes([UInt8](repeating: 0, count: 40), server: 53))
    #expect(!recognizes([UInt8](repeating: 0xff, count: 40), server: 53))
  }

  @Test func netBIOSNamesAreNotDNS() { #expect(!recognizes(DNSForge.query(), server: 137)) }

  @Test func aStreamIsRecognizedAsSoonAsItsQuestionIsThere() {
    let bytes = DNSForge.framed(DNSForge.query() + [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0])
    let question = 2 + DNSForge.query().count
    for count in 0...bytes.count {
      let verdict = DNSProbe.examine(bytes.span.bytes.extracting(first: count))
      #expect(verdict == (count >= question ? .certain : .unsure), "\(count)")
    }
  }

  @Test(arguments: [
    "GET /mcp HTTP/1.1\r\n", "POST / HTTP/1.1\r\n", "HTTP/1.1 200 OK\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "SSH-2.0-OpenSSH_9.6\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{0}\u{3}\u{3}aaaa",
    "220 mail.example ESMTP\r\n",
  ])
  func otherStreamsAreNotDNS(start: String) {
    #expect(DNSProbe.examine(Array(start.utf8).span.bytes) == .notMine)
  }
}
