import PacketDecoding
import Testing
import TrafficModel

@Suite struct TunnelTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var frame: [UInt8]
    var names: [String]

    init(_ name: String, _ frame: [UInt8], _ names: [String]) {
      testDescription = name
      self.frame = frame
      self.names = names
    }
  }

  static let payload = Array("inside".utf8)
  static let datagram = Layer.ipv4(6, Layer.tcp(payload))
  static let datagram6 = Layer.ipv6(6, Layer.tcp(payload))
  static let frame = Layer.ethernet(0x0800, datagram)

  static func ip(_ proto: UInt8, _ payload: [UInt8]) -> [UInt8] { Layer.ethernet(0x0800, Layer.ipv4(proto, payload)) }
  static func udp(_ port: UInt16, _ payload: [UInt8]) -> [UInt8] { ip(17, Layer.udp(to: port, payload)) }
  static let vni: [UInt8] = [0, 0, 42, 0]

  static let examples = [
    Example("none", frame, []),
    Example("VXLAN", udp(4789, [8, 0, 0, 0] + vni + frame), ["vxlan"]),
    Example("VXLAN, older port", udp(8472, [8, 0, 0, 0] + vni + frame), ["vxlan"]),
    Example(
      "VXLAN with an inner tag", udp(4789, [8, 0, 0, 0] + vni + Layer.ethernet(0x8100, [0, 5, 8, 0] + datagram)),
      ["vxlan"]),
    Example("Geneve", udp(6081, [0, 0, 0x65, 0x58] + vni + frame), ["geneve"]),
    Example(
      "Geneve with options", udp(6081, [2, 0, 0x65, 0x58] + vni + [UInt8](repeating: 9, count: 8) + frame), ["geneve"]),
    Example("Geneve, bare IP", udp(6081, [0, 0, 0x86, 0xdd] + vni + datagram6), ["geneve"]),
    Example("GRE", ip(47, [0, 0, 8, 0] + datagram), ["gre"]),
    Example(
      "GRE, checksum, key and sequence", ip(47, [0xb0, 0, 8, 0] + [UInt8](repeating: 9, count: 12) + datagram), ["gre"]),
    Example("NVGRE", ip(47, [0x20, 0, 0x65, 0x58] + vni + frame), ["gre"]),
    Example(
      "PPTP", ip(47, [0x30, 0x81, 0x88, 0x0b] + [UInt8](repeating: 9, count: 12) + [0xff, 3, 0, 0x21] + datagram),
      ["gre"]),
    Example("ERSPAN I", ip(47, [0, 0, 0x88, 0xbe] + frame), ["erspan"]),
    Example("ERSPAN II", ip(47, [0x10, 0, 0x88, 0xbe, 0, 0, 0, 1, 0x10, 1, 0, 1, 0, 0, 0, 0] + frame), ["erspan"]),
    Example(
      "ERSPAN III", ip(47, [0x10, 0, 0x22, 0xeb, 0, 0, 0, 1, 0x20, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] + frame), ["erspan"]
    ),
    Example(
      "ERSPAN III with a platform header",
      ip(47, [0x10, 0, 0x22, 0xeb, 0, 0, 0, 1, 0x20, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1] + vni + vni + frame), ["erspan"]),
    Example("IP in IP", ip(4, datagram), ["ipip"]),
    Example("IPv6 in IP", ip(41, datagram6), ["ipip"]),
    Example("IP in IPv6", Layer.ethernet(0x86dd, Layer.ipv6(4, datagram)), ["ipip"]),
    Example("MPLS", Layer.ethernet(0x8847, [0, 0, 0x10, 64, 0, 0, 0x21, 64] + datagram), ["mpls"]),
    Example("MPLS, IPv6", Layer.ethernet(0x8847, [0, 0, 0x21, 64] + datagram6), ["mpls"]),
    Example("MPLS pseudowire", Layer.ethernet(0x8847, [0, 0, 0x21, 64, 0, 0, 0, 0] + frame), ["mpls"]),
    Example("MPLS in IP", ip(137, [0, 0, 0x21, 64] + datagram), ["mpls"]),
    Example(
      "PPPoE",
      Layer.ethernet(0x8864, [0x11, 0, 0, 1] + be(UInt16(datagram.count + 2)) + [0, 0x21] + datagram + [0, 0, 0]),
      ["pppoe"]),
    Example(
      "PPPoE, IPv6",
      Layer.ethernet(0x8864, [0x11, 0, 0, 1] + be(UInt16(datagram6.count + 2)) + [0, 0x57] + datagram6), ["pppoe"]),
    Example("GTP-U", udp(2152, [0x30, 255, 0, 50] + vni + datagram), ["gtp-u"]),
    Example(
      "GTP-U with an extension", udp(2152, [0x34, 255, 0, 50] + vni + [0, 0, 0, 0x85, 1, 0, 0, 0] + datagram), ["gtp-u"]
    ),
    Example(
      "VXLAN in GRE", ip(47, [0, 0, 8, 0] + Layer.ipv4(17, Layer.udp(to: 4789, [8, 0, 0, 0] + vni + frame))),
      ["gre", "vxlan"]),
  ]

  @Test("the inner segment is the segment, and the layers around it are named", arguments: examples)
  func inner(example: Example) throws {
    let segment = try #require(decode(example.frame).segment)
    #expect(Array(example.frame[segment.payload.captured]) == Self.payload)
    #expect(segment.payload.wireLength == Self.payload.count)
    #expect(segment.network.tunnels.names == example.names)
    #expect(segment.destination.port == 8080)
  }

  @Test("a tunnel cut off anywhere gives no segment or a shortened one, never a shifted one", arguments: examples)
  func truncation(example: Example) {
    for length in 0..<example.frame.count {
      let decoded = decode(Array(example.frame.prefix(length)), wireLength: example.frame.count)
      guard let segment = decoded.segment else { continue }
      #expect(segment.payload.wireLength == Self.payload.count)
      #expect(
        Array(example.frame[segment.payload.captured]) == Array(Self.payload.prefix(segment.payload.capturedLength)))
    }
  }

  @Test("a port alone makes no tunnel", arguments: [4789, 8472, 6081, 2152] as [UInt16])
  func coincidence(port: UInt16) {
    #expect(decode(Self.udp(port, Array("some other protocol".utf8))).datagram?.destination.port == port)
    #expect(decode(Self.udp(port, [])).datagram?.payload.wireLength == 0)
  }

  @Test("layers up to the limit are looked through, one more is refused")
  func depthLimit() {
    func nested(_ depth: Int) -> [UInt8] {
      Layer.ethernet(0x0800, (0..<depth).reduce(Self.datagram) { inner, _ in Layer.ipv4(4, inner) })
    }
    #expect(decode(nested(TunnelPath.depthLimit)).segment?.network.tunnels.depth == TunnelPath.depthLimit)
    #expect(decode(nested(TunnelPath.depthLimit + 1)).undecoded == .tunnelDepth)
  }

  @Test func ethernetWithinEthernetDoesNotNest() {
    let frame = (0..<4000).reduce(Self.frame) { inner, _ in Layer.ethernet(0x6558, inner) }
    #expect(decode(frame).undecoded == .notIP)
  }

  @Test func labelStacksAreBounded() {
    let label: [UInt8] = [0, 0, 0x10, 64]
    let last: [UInt8] = [0, 0, 0x21, 64]
    func stacked(_ count: Int) -> [UInt8] {
      Layer.ethernet(0x8847, [[UInt8]](repeating: label, count: count - 1).joined() + last + Self.datagram)
    }
    #expect(decode(stacked(MPLSLabelStack.depthLimit)).segment != nil)
    #expect(decode(stacked(MPLSLabelStack.depthLimit + 1)).undecoded == .tunnelMalformed)
  }
}
