import Policy
import Testing
import TrafficModel

@Suite struct IPNetworkTests {
  @Test(
    "addresses are read in their one strict form and written in the canonical one",
    arguments: [
      ("192.0.2.7", "192.0.2.7"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::", "::"), ("::1", "::1"),
      ("fe80::", "fe80::"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("::ffff:192.0.2.1", "192.0.2.1"),
      ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
    ])
  func addresses(text: String, canonical: String) throws {
    #expect(try #require(IPAddress(parsing: text)).description == canonical)
  }

  @Test(
    "what other programs may read in another way is refused",
    arguments: [
      "", "1.2.3", "1.2.3.4.5", "127.1", "0x7f.0.0.1", "01.2.3.4", "256.1.1.1", "1.2.3.+4", ":", ":::", "1::2::3",
      "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "fe80::1%eth0", "::-1", "::1.2.3", "g::",
    ])
  func refused(text: String) { #expect(IPAddress(parsing: text) == nil) }

  @Test(
    arguments: [
      ("10.1.2.3/8", "10.0.0.0/8"), ("0.0.0.0/0", "0.0.0.0/0"), ("192.0.2.1/32", "192.0.2.1"), ("::/0", "::/0"),
      ("2001:db8:ffff::1/33", "2001:db8:8000::/33"),
    ])
  func hostBitsAreCleared(text: String, canonical: String) throws {
    #expect(try #require(IPNetwork(parsing: text)).description == canonical)
  }

  @Test(arguments: ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "host/24"])
  func badNetworksAreRefused(text: String) { #expect(IPNetwork(parsing: text) == nil) }

  @Test(
    arguments: [
      ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("0.0.0.0/0", "::1", false),
      ("::/0", "10.0.0.1", false), ("::/0", "2001:db8::1", true), ("192.0.2.7", "192.0.2.7", true),
      ("2001:db8::/127", "2001:db8::1", true), ("2001:db8::/127", "2001:db8::2", false),
    ])
  func aNetworkHoldsAddressesOfItsFamilyOnly(network: String, address: String, isInside: Bool) throws {
    let network = try #require(IPNetwork(parsing: network))
    #expect(network.contains(try #require(IPAddress(parsing: address))) == isInside)
  }
}
