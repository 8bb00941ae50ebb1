import SchemaValidation
import Testing
import TrafficModel

@testable import EvidenceStore

@Suite struct TLSRecordTests {
  private func record(_ handshake: TLSHandshake) -> String {
    var encoder = encoder()
    var line = RecordBuffer()
    encoder.append(handshake, to: &line)
    line.endObject()
    return String(decoding: line.bytes, as: UTF8.self)
  }

  private func handshake(_ decryption: TLSHandshake.Decryption) -> TLSHandshake {
    TLSHandshake(flow: Example.flow(), extent: Example.extent(), version: .tls13, decryption: decryption)
  }

  @Test("bare handshakes are as the schema says", arguments: TLSHandshake.Decryption.allCases)
  func bareHandshakesConform(decryption: TLSHandshake.Decryption) throws {
    let problems = try SchemaValidator(RecordSchema.text).problems(members(record(handshake(decryption))))
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test func aHandshakeWithEverythingIsAsTheSchemaSays() throws {
    var handshake = handshake(.yes)
    handshake.serverName = UntrustedText("mcp.example")
    handshake.offeredProtocols = [UntrustedText("h2"), UntrustedText("http/1.1")]
    handshake.chosenProtocol = UntrustedText("h2")
    handshake.cipherSuiteName = "TLS_AES_128_GCM_SHA256"
    handshake.ja4 = "t13d1516h2_8daaf6152771_e5627efa2ab1"
    let certificate = CertificateSummary(
      subject: UntrustedText("CN=mcp.example"), issuer: UntrustedText("CN=mcp.example"), notBefore: .zero,
      notAfter: Example.time, serialNumber: "01", key: .init(algorithm: "EC", bits: 256), fingerprint: Digest([1]))
    handshake.serverCertificates = [certificate]
    handshake.clientCertificates = [certificate]
    handshake.isResumed = true
    handshake.isRenegotiation = true
    handshake.offersEarlyData = true
    handshake.offersEncryptedClientHello = true
    handshake.fatalAlert = 40
    let object = try members(record(handshake))
    let problems = try SchemaValidator(RecordSchema.text).problems(object)
    #expect(problems.isEmpty, "\(problems)")
    #expect((object["certificate"] as? [String: Any])?["self_signed"] as? Bool == true)
    #expect(object["alpn_offered"] as? [String] == ["h2", "http/1.1"])
  }
}
