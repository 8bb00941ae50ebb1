import TLSDecryption
import Testing
import TrafficModel

/// Against the strings and digests that the methods' own descriptions publish.
@Suite struct FingerprintTests {
  @Test(
    "published JA3 pairs",
    arguments: [
      (
        "769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0", "ada70206e40642a3e4461f35503241d5"
      ),
      ("769,4-5-10-9-100-98-3-6-19-18-99,,,", "de350869b8c85de67a350c8d186f11e6"),
    ])
  func ja3(text: String, digest: String) throws {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false).map { field in
      field.split(separator: "-").compactMap { UInt16($0) }
    }
    let hello = try ClientHello.forged(
      version: fields[0][0], suites: fields[1], extensions: fields[2], groups: fields[3],
      pointFormats: fields[4].map { UInt8($0) })
    #expect(JA3.text(hello) == text)
    #expect(JA3.fingerprint(hello) == digest)
  }

  @Test(
    "JA3S of common servers",
    arguments: [
      ([51, 43], "771,4865,51-43", "eb1d94daa7e0344597e756a1fb6e7054"),
      ([43, 51], "771,4865,43-51", "f4febc55ea12b31ae17cfb7e614afda8"),
    ] as [([UInt16], String, String)])
  func ja3Server(extensions: [UInt16], text: String, digest: String) throws {
    var hello = try HelloTests.serverHello()
    hello.extensions = extensions
    #expect(JA3.text(hello) == text)
    #expect(JA3.fingerprint(hello) == digest)
  }

  static let browser = (
    suites: [
      0x0a0a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d,
      0x002f, 0x0035,
    ] as [UInt16],
    extensions: [
      0x1a1a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012, 0x002b, 0xff01,
      0x000b, 0x000a, 0x0015, 0x2a2a,
    ] as [UInt16],
    algorithms: [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601] as [UInt16]
  )

  @Test func ja4OfThePublishedExample() throws {
    let hello = try ClientHello.forged(
      version: 0x0303, suites: Self.browser.suites, extensions: Self.browser.extensions,
      algorithms: Self.browser.algorithms, versions: [0x3a3a, 0x0304, 0x0303], protocols: ["h2", "http/1.1"])
    #expect(JA4.fingerprint(hello) == "t13d1516h2_8daaf6152771_e5627efa2ab1")
    #expect(
      JA4.rawText(hello)
        == "t13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9_"
        + "0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01_"
        + "0403,0804,0401,0503,0805,0501,0806,0601")
    #expect(JA4.fingerprint(hello, over: .quic).hasPrefix("q13d1516h2_"))
  }

  @Test func theOrderOfSuitesAndExtensionsDoesNotMatter() throws {
    let hello = try ClientHello.forged(
      version: 0x0303, suites: Self.browser.suites.reversed(), extensions: Self.browser.extensions.reversed(),
      algorithms: Self.browser.algorithms, versions: [0x0304], protocols: ["h2"])
    #expect(JA4.fingerprint(hello) == "t13d1516h2_8daaf6152771_e5627efa2ab1")
  }

  @Test(
    "letters of the first protocol",
    arguments: [
      ("h2", "h2"), ("http/1.1", "h1"), ("x", "xx"), ("\u{1}b", "02"), ("a\u{7f}", "6f"), ("", "00"), ("-", "2d"),
    ])
  func protocolLetters(name: String, letters: String) throws {
    let hello = try ClientHello.forged(version: 0x0303, suites: [1], extensions: [16], protocols: [name])
    #expect(JA4.fingerprint(hello).prefix(10).suffix(2) == letters)
  }

  @Test(
    "version letters",
    arguments: [
      (0x0304, "13"), (0x0303, "12"), (0x0302, "11"), (0x0301, "10"), (0x0300, "s3"), (0x7f17, "00"),
    ] as [(UInt16, String)])
  func versions(number: UInt16, letters: String) throws {
    let hello = try ClientHello.forged(version: number, suites: [1], extensions: [])
    #expect(JA4.fingerprint(hello).hasPrefix("t\(letters)i0100" + "00_"))
  }

  @Test func emptyListsHashToZeros() throws {
    let hello = try ClientHello.forged(version: 0x0303, suites: [0x0a0a], extensions: [])
    #expect(JA4.fingerprint(hello) == "t12i000000_000000000000_000000000000")
  }

  @Test func countsEndAt99() throws {
    let hello = try ClientHello.forged(version: 0x0303, suites: Array(1...120), extensions: [])
    #expect(JA4.fingerprint(hello).hasPrefix("t12i9900"))
  }
}

extension ClientHello {
  /// A hello that offers exactly this, with extensions empty but for those given content.
  static func forged(
    version: UInt16, suites: [UInt16], extensions: [UInt16], groups: [UInt16] = [], pointFormats: [UInt8] = [],
    algorithms: [UInt16] = [], versions: [UInt16] = [], protocols: [String] = []
  ) throws -> ClientHello {
    var bytes = [UInt8](word: version) + [UInt8](repeating: 7, count: 32) + [0]
    bytes += [UInt8](word: UInt16(suites.count * 2)) + suites.flatMap { [UInt8](word: $0) } + [1, 0, 0, 0]
    var hello = try ClientHello(parsing: bytes.span.bytes)
    hello.extensions = extensions
    hello.groups = groups
    hello.pointFormats = pointFormats
    hello.signatureAlgorithms = algorithms
    hello.supportedVersions = versions
    hello.applicationProtocols = protocols.map { Array($0.utf8) }
    return hello
  }
}

extension [UInt8] {
  init(word: UInt16) { self = [UInt8(word >> 8), UInt8(word & 255)] }
}
