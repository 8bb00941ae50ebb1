import Foundation
import TLSDecryption
import Testing
import TrafficModel

@Suite struct CertificateParserTests {
  static func fixture() throws -> [UInt8] {
    let lines = try Fixture.text("certificate.pem").split(separator: "\n").filter { !$0.hasPrefix("-") }
    return Array(try #require(Data(base64Encoded: lines.joined())))
  }

  static let parser = CertificateParser(alternativeNameLimit: 100)

  @Test func aCertificateIsSummarized() throws {
    let summary = try #require(Self.parser.summary(of: try Self.fixture()))
    #expect(summary.subject == UntrustedText("O=Example, CN=fixture.example"))
    #expect(summary.issuer == summary.subject)
    #expect(summary.isSelfSigned)
    #expect(summary.key == CertificateSummary.Key(algorithm: "RSA", bits: 2_048))
    #expect(
      summary.subjectAlternativeNames == [
        UntrustedText("fixture.example"), UntrustedText("192.0.2.1"), UntrustedText("2001:db8::1"),
      ])
    #expect(summary.notAfter - summary.notBefore == 36_500 * 86_400 * 1_000_000_000)
    #expect(summary.serialNumber.count == 40)
  }

  @Test("alternative names are bounded", arguments: [0, 1, 2, 3])
  func nameLimit(limit: Int) throws {
    let summary = try #require(CertificateParser(alternativeNameLimit: limit).summary(of: try Self.fixture()))
    #expect(summary.subjectAlternativeNames.count == limit)
  }

  @Test func noTruncationTraps() throws {
    let certificate = try Self.fixture()
    for count in certificate.indices { #expect(Self.parser.summary(of: Array(certificate.prefix(count))) == nil) }
  }

  @Test func noChangedByteTraps() throws {
    let certificate = try Self.fixture()
    for offset in certificate.indices {
      for change in [0x01, 0x80, 0xff] as [UInt8] {
        var changed = certificate
        changed[offset] ^= change
        _ = Self.parser.summary(of: changed)
      }
    }
  }
}
