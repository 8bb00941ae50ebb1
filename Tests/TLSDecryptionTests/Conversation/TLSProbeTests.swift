import ByteParsing
import TLSDecryption
import Testing

@Suite struct TLSProbeTests {
  @Test(
    "first bytes",
    arguments: [
      ([], .unsure), ([22], .unsure), ([22, 3], .unsure), ([22, 3, 1, 2, 0], .unsure), ([22, 3, 1, 2, 0, 1], .certain),
      ([22, 3, 3, 0, 90, 2], .certain), ([22, 3, 3, 0, 90, 11], .notMine), ([23, 3, 3, 0, 90, 200], .certain),
      ([21, 3, 3, 0, 2, 2], .certain), ([21, 3, 3, 0, 3, 2], .notMine), ([20, 3, 3, 0, 1, 1], .certain),
      ([20, 3, 3, 0, 2, 1], .notMine), ([23, 3, 3, 0xff, 0xff, 1], .notMine), ([23, 3, 3, 0, 0, 1], .notMine),
      ([22, 2], .notMine), ([22, 3, 5], .notMine), ([71, 69, 84], .notMine), ([0x80, 0x2e], .notMine),
    ] as [([UInt8], TLSProbe.Verdict)])
  func verdict(bytes: [UInt8], verdict: TLSProbe.Verdict) {
    #expect(TLSProbe.verdict(on: bytes.span.bytes) == verdict)
  }

  @Test("both first flights of every recording are certain", arguments: ConversationLawTests.names)
  func fixtures(name: String) throws {
    let fixture = try Fixture(name)
    for direction in [fixture.pieces[0], fixture.pieces[1]] {
      #expect(TLSProbe.verdict(on: direction.bytes.span.bytes) == .certain)
    }
  }

  @Test("more bytes never change a verdict", arguments: ["tls13-aes128gcm"])
  func growth(name: String) throws {
    let bytes = try Fixture(name).pieces[0].bytes
    for count in 0..<TLSProbe.neededByteCount {
      let begin = Array(bytes.prefix(count))
      #expect(TLSProbe.verdict(on: begin.span.bytes) == .unsure)
    }
  }
}
