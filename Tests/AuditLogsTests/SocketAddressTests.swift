import Testing
import TrafficModel

@testable import AuditLogs

@Suite struct SocketAddressTests {
  @Test(
    "addresses of both families and of the file system",
    arguments: [
      ("02001F900A6300010000000000000000", "10.99.0.1:8080"),
      ("0A0001BB0000000020010DB8000000000000000000000001000000000000", "[2001:db8::1]:443"),
      ("0A0000500000000000000000000000000000FFFFC000020100000000", "192.0.2.1:80"),
    ])
  func network(hexadecimal: String, expected: String) throws {
    guard case .network(let endpoint) = try #require(SocketAddress(hexadecimal: hexadecimal)) else {
      Issue.record("no network address")
      return
    }
    #expect(endpoint.description == expected)
  }

  @Test(arguments: [
    ("01002F72756E2F782E736F636B00", "/run/x.sock"), ("0100002F746573740000", "@/test"), ("0100", ""),
  ])
  func local(hexadecimal: String, path: String) {
    #expect(SocketAddress(hexadecimal: hexadecimal) == .local(UntrustedText(path)))
  }

  @Test func theFamilyIsInTheOrderOfTheHost() {
    #expect(
      SocketAddress(hexadecimal: "00020050C0000201", isLittleEndian: false)
        == .network(Endpoint(IPAddress(v4: 0xc000_0201), 80)))
    #expect(SocketAddress(hexadecimal: "100000000000000000000000") == .other(16))
  }

  @Test(arguments: ["", "0", "02", "0200", "02001F", "0A001F90", "zz00", "02001F900A63"])
  func whatIsCutIsNoNetworkAddress(hexadecimal: String) {
    if case .network = SocketAddress(hexadecimal: hexadecimal) { Issue.record("an address") }
  }
}
