import ByteParsing
import DNSDissection
import Testing
import TrafficModel

@Suite struct DNSRecordTests {
  @Test func addresses() throws {
    #expect(try value(1, [198, 51, 100, 7]) == .address(IPAddress(v4: 0xc633_6407)))
    let v6: [UInt8] = [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1]
    #expect(try value(28, v6) == .address(IPAddress(v6: 0x2001_0db8 << 96 | 1)))
  }

  @Test(arguments: [(1, 3), (1, 5), (28, 15), (28, 4)])
  func addressesOfOtherLengthsAreNone(type: Int, length: Int) throws {
    let parsed = try message(DNSForge.response([DNSForge.record(type, [UInt8](repeating: 1, count: length))]))
    #expect(parsed.answers.first?.value == .opaque)
    #expect(parsed.damage?.reason == .badLength)
  }

  @Test(arguments: [2, 5, 12, 39])
  func namesThatPointElsewhere(type: Int) throws {
    #expect(try value(type, DNSForge.name("other.example")) == .name(text("other.example")))
  }

  @Test func mailAndService() throws {
    let name = DNSForge.name("host.example")
    #expect(try value(15, DNSForge.word(10) + name) == .mailExchange(preference: 10, name: text("host.example")))
    #expect(
      try value(33, DNSForge.word(1) + DNSForge.word(2) + DNSForge.word(443) + name)
        == .service(priority: 1, weight: 2, port: 443, target: text("host.example")))
  }

  @Test func authority() throws {
    let data =
      DNSForge.name("ns.example") + DNSForge.name("root.example") + [0, 0, 1, 0] + [UInt8](repeating: 9, count: 16)
    #expect(
      try value(6, data) == .authority(primary: text("ns.example"), mailbox: text("root.example"), serial: 256))
  }

  @Test func textIsAListOfStrings() throws {
    #expect(
      try value(16, [3] + Array("one".utf8) + [0] + [2, 0xff, 65]) == .text([text("one"), text(""), text("\u{fffd}A")]))
  }

  @Test("strings are kept up to the limit", arguments: [(6, 2), (5, 1)])
  func textLimit(limit: Int, kept: Int) throws {
    var limits = DNSLimits()
    limits.textBytes = limit
    let response = DNSForge.response([DNSForge.record(16, [2, 97, 97, 2, 98, 98])])
    guard case .text(let strings) = try message(response, limits: limits).answers.first?.value else {
      Issue.record("not text")
      return
    }
    #expect(strings.count == kept)
  }

  @Test func httpsSaysProtocolsPortHintsAndEncryptedHello() throws {
    let parameters: [UInt8] =
      [0, 1, 0, 6, 2, 104, 50, 2, 104, 51]  // alpn = h2, h3
      + [0, 3, 0, 2, 0x20, 0xfb]  // port 8443
      + [0, 4, 0, 8, 192, 0, 2, 1, 192, 0, 2, 2]  // ipv4hint
      + [0, 5, 0, 4, 0, 2, 0xfe, 0x0d]  // ech
      + [0, 6, 0, 16] + [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1]  // ipv6hint
      + [0xff, 0, 0, 1, 7]  // private use
    var expected = DNSServiceBinding(priority: 1, target: text("."))
    expected.protocols = [text("h2"), text("h3")]
    expected.port = 8443
    expected.addressHints = [
      IPAddress(v4: 0xc000_0201), IPAddress(v4: 0xc000_0202), IPAddress(v6: 0x2001_0db8 << 96 | 1),
    ]
    expected.offersEncryptedHello = true
    #expect(try value(65, [0, 1, 0] + parameters) == .serviceBinding(expected))
    #expect(try value(64, [0, 1, 0] + parameters) == .serviceBinding(expected))
  }

  @Test func anAliasHasNoParameters() throws {
    let alias = DNSServiceBinding(priority: 0, target: text("svc.example"))
    #expect(try value(65, [0, 0] + DNSForge.name("svc.example")) == .serviceBinding(alias))
  }

  @Test("binding values are kept up to the limit", arguments: [2, 3])
  func bindingLimit(hints: Int) throws {
    var limits = DNSLimits()
    limits.bindingValues = 2
    let addresses = [UInt8](repeating: 192, count: 4 * hints)
    let data: [UInt8] = [0, 1, 0, 0, 4, 0, UInt8(addresses.count)] + addresses
    let response = DNSForge.response([DNSForge.record(65, data)], type: 65)
    guard case .serviceBinding(let binding) = try message(response, limits: limits).answers.first?.value else {
      Issue.record("not a binding")
      return
    }
    #expect(binding.addressHints.count == 2)
  }

  @Test(
    "data that are too short, too long, or run over are kept as their length",
    arguments: [
      (65, [0, 1, 0, 0, 4, 0, 5, 1, 2, 3, 4]), (65, [0, 1, 0, 0, 4, 0, 3, 1, 2, 3]), (65, [0, 1, 0, 0, 3, 0, 1, 1]),
      (65, [0, 1, 0, 0]), (16, [5, 97]), (15, [0]), (33, [0, 1, 0, 1, 0]), (6, [0, 0, 1]), (5, [1, 97]), (5, [0, 9]),
    ] as [(Int, [UInt8])])
  func nonsenseIsOpaque(type: Int, data: [UInt8]) throws {
    let tail = DNSForge.record(1, [1, 2, 3, 4])
    let parsed = try message(DNSForge.response([DNSForge.record(type, data), tail]))
    #expect(parsed.answers.map(\.value) == [.opaque, .address(IPAddress(v4: 0x0102_0304))])
    #expect(parsed.answers.first?.length == UInt16(data.count))
    #expect(parsed.damage != nil)
  }

  @Test func unknownTypesKeepTheirLength() throws {
    let parsed = try message(DNSForge.response([DNSForge.record(65280, [1, 2, 3])]))
    #expect(parsed.answers.first?.value == .opaque)
    #expect(parsed.answers.first?.type.name == "TYPE65280")
    #expect(parsed.damage == nil)
  }
}
