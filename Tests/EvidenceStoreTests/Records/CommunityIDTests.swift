import EvidenceStore
import Testing
import TrafficModel

/// The published baselines of the Community ID specification, seed 0 and seed 1.
@Suite struct CommunityIDTests {
  static let v4Client = Endpoint(IPAddress(v4: 0x80e8_6e78), 34855)
  static let v4Server = Endpoint(IPAddress(v4: 0x4223_facc), 80)
  static let v6Client = Endpoint(IPAddress(v6: 0x2001_0470_e5bf_dead_4957_2174_e82c_4887), 63943)
  static let v6Server = Endpoint(IPAddress(v6: 0x2607_f8b0_400c_0c03_0000_0000_0000_001a), 25)
  static let resolver = Endpoint(IPAddress(v4: 0x0808_0808), 53)
  static let asker = Endpoint(IPAddress(v4: 0xc0a8_0134), 54585)

  @Test(
    "equal to the baselines, in both directions",
    arguments: [
      (v4Client, v4Server, UInt8(6), UInt16(0), "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
      (v4Client, v4Server, 6, 1, "1:3V71V58M3Ksw/yuFALMcW0LAHvc="),
      (v6Client, v6Server, 6, 0, "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4="),
      (v6Client, v6Server, 6, 1, "1:eJYTW6AOzFLlSUoESovMjnu7rMw="),
      (asker, resolver, 17, 0, "1:d/FP5EW3wiY1vCndhwleRRKHowQ="),
      (asker, resolver, 17, 1, "1:Q9We8WO3piVF8yEQBNJF4uiSVrI="),
    ])
  func baselines(a: Endpoint, b: Endpoint, number: UInt8, seed: UInt16, expected: String) {
    #expect(CommunityID(a, b, protocolNumber: number, seed: seed).description == expected)
    #expect(CommunityID(b, a, protocolNumber: number, seed: seed).description == expected)
  }

  @Test func aFlowHasTheIDOfItsEndsAndTransport() {
    let flow = FlowReference(id: FlowID(rawValue: 1), client: Self.asker, server: Self.resolver, transport: .udp)
    #expect(CommunityID(flow).description == "1:d/FP5EW3wiY1vCndhwleRRKHowQ=")
  }
}
