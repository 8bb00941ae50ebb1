import TLSDecryption
import Testing
import TrafficModel

@Suite struct HelloTests {
  static let hello = Array([UInt8](hex: RFC8448Tests.clientHello).dropFirst(9))
  static let answer = Array([UInt8](hex: RFC8448Tests.serverHello).dropFirst(9))

  static func serverHello() throws -> ServerHello {
    let bytes = answer
    return try ServerHello(parsing: bytes.span.bytes)
  }

  @Test func aClientHelloIsReadInItsOrder() throws {
    let bytes = Self.hello
    let hello = try ClientHello(parsing: bytes.span.bytes)
    #expect(hello.legacyVersion == .tls12)
    #expect(hello.highestVersion == .tls13)
    #expect(hello.cipherSuites == [0x1301, 0x1303, 0x1302])
    #expect(hello.extensions == [0, 0xff01, 10, 35, 51, 43, 13, 45, 28])
    #expect(hello.serverName == UntrustedText("server"))
    #expect(hello.groups == [0x1d, 0x17, 0x18, 0x19, 0x100, 0x101, 0x102, 0x103, 0x104])
    #expect(hello.signatureAlgorithms.count == 15)
    #expect(!hello.isMalformed)
    #expect(!hello.offersEarlyData)
  }

  @Test func aServerHelloIsRead() throws {
    let hello = try Self.serverHello()
    #expect(hello.version == .tls13)
    #expect(hello.legacyVersion == .tls12)
    #expect(hello.cipherSuite == 0x1301)
    #expect(hello.extensions == [51, 43])
    #expect(!hello.isHelloRetryRequest)
  }

  @Test("every truncation is an error, but where the hello may end", arguments: 0..<hello.count)
  func clientTruncation(count: Int) {
    // Without extensions a hello ends after its compression methods.
    let isWhole = count == 45
    let hello = try? ClientHello(parsing: Array(Self.hello.prefix(count)).span.bytes)
    #expect((hello != nil) == isWhole)
  }

  @Test("every truncation of an answer is an error, but where it may end", arguments: 0..<answer.count)
  func serverTruncation(count: Int) {
    let isWhole = count == 38
    let hello = try? ServerHello(parsing: Array(Self.answer.prefix(count)).span.bytes)
    #expect((hello != nil) == isWhole)
  }

  @Test func anExtensionThatIsWrongInsideIsMarked() throws {
    var bytes = Self.hello
    // The length of the server name list: one too many.
    let offset = try #require(bytes.firstRange(of: [0, 0, 0, 0x0b, 0, 9])).upperBound - 1
    bytes[offset] = 10
    let hello = try ClientHello(parsing: bytes.span.bytes)
    #expect(hello.isMalformed)
    #expect(hello.serverName == nil)
    #expect(hello.extensions.count == 9)
  }

  @Test func aHelloRetryRequestIsKnownByItsRandom() throws {
    let fixture = try Fixture("tls13-retry")
    let first = try #require(fixture.pieces.first { $0.direction == .toClient })
    let hello = try ServerHello(parsing: Array(first.bytes.dropFirst(9)).span.bytes)
    #expect(hello.isHelloRetryRequest)
  }

  @Test(
    "suites by name",
    arguments: [
      (0x1301 as UInt16, "TLS_AES_128_GCM_SHA256", CipherSuite.Cipher.aesGCM(keyBytes: 16)),
      (0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", .aesGCM(keyBytes: 32)),
      (0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", .chaCha20Poly1305),
      (0xc0a0, "TLS_RSA_WITH_AES_128_CCM_8", .aesCCM(keyBytes: 16, tagBytes: 8)),
      (0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA", .aesCBC(keyBytes: 16, .sha1)),
      (0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", .aesCBC(keyBytes: 32, .sha384)),
      (0x0005, "TLS_RSA_WITH_RC4_128_SHA", nil),
      (0x0000, "TLS_NULL_WITH_NULL_NULL", nil),
      (0xabcd, "0xabcd", nil),
    ])
  func suites(number: UInt16, name: String, cipher: CipherSuite.Cipher?) {
    #expect(CipherSuite(number: number).name == name)
    #expect(CipherSuite(number: number).cipher == cipher)
  }
}
