import ByteParsing
import Testing

@testable import TLSDecryption

@Suite struct SecretStoreTests {
  static let random = String(repeating: "ab", count: 32)
  static let short = String(repeating: "1f", count: 32)
  static let long = String(repeating: "2e", count: 48)
  static let half: UInt128 = 0xabab_abab_abab_abab_abab_abab_abab_abab
  static let name = HelloRandom(high: half, low: half)

  @Test(
    "every label that decrypts something is kept",
    arguments: [
      (SecretLabel.master, long), (.premaster, long), (.clientEarlyTraffic, short), (.clientHandshakeTraffic, short),
      (.serverHandshakeTraffic, long), (.clientTraffic, long), (.serverTraffic, short),
    ])
  func labels(label: SecretLabel, secret: String) {
    let store = SecretStore()
    let addition = store.add(keyLogText: "\(label.rawValue) \(Self.random) \(secret)\n")
    #expect(addition.secrets == 1)
    #expect(addition.malformedLines == 0)
    #expect(store.secret(label, of: Self.name) == TLSSecret([UInt8](hex: secret)))
    #expect(SecretLabel.allCases.filter { store.secret($0, of: Self.name) != nil } == [label])
  }

  @Test(
    "lines without use are passed over",
    arguments: [
      "", "# a comment", "\r", "EXPORTER_SECRET \(random) \(short)", "EARLY_EXPORTER_SECRET \(random) \(short)",
      "CLIENT_TRAFFIC_SECRET_3 \(random) \(short)", "SERVER_TRAFFIC_SECRET_12 \(random) \(short)",
    ])
  func ignored(line: String) {
    let addition = SecretStore().add(keyLogText: line + "\n")
    #expect(addition.secrets == 0)
    #expect(addition.malformedLines == 0)
  }

  @Test(
    "malformed lines are counted and keep nothing",
    arguments: [
      "nonsense", "CLIENT_RANDOM", "CLIENT_RANDOM \(random)", "CLIENT_RANDOM \(random) \(long.dropLast(2))",
      "CLIENT_RANDOM \(random) \(long.dropLast())", "CLIENT_RANDOM \(random.dropLast(2)) \(long)",
      "CLIENT_RANDOM \(random) \(long) \(long)", "CLIENT_RANDOM \(random) \(long.dropLast(2))zz",
      "SERVER_TRAFFIC_SECRET_0 \(random) \(short)00", "client_random \(random) \(long)", "RSA 00 \(long)",
      "RSA 0011223344556677 \(short)", "RSA Session-ID: Master-Key:\(long)",
      "RSA Session-ID:\(short) Master-Key:\(short)", "CLIENT_RANDOM \(random) \(String(repeating: "ab", count: 600))",
    ])
  func malformed(line: String) {
    let store = SecretStore()
    let addition = store.add(keyLogText: "\(line)\nCLIENT_RANDOM \(Self.random) \(Self.long)\n")
    #expect(addition.malformedLines == 1)
    #expect(addition.secrets == 1)
    #expect(store.malformedLines == 1)
  }

  @Test func lineEndsOfWindowsAndUpperCaseAreRead() {
    let store = SecretStore()
    store.add(keyLogText: "CLIENT_RANDOM \(Self.random.uppercased()) \(Self.long.uppercased())\r\n")
    #expect(store.hasSecrets(of: Self.name))
  }

  @Test("a growing file may be read in any two parts", arguments: 0...60)
  func growing(part: Int) {
    let lines = [
      "CLIENT_RANDOM \(Self.random) \(Self.long)\n", "CLIENT_TRAFFIC_SECRET_0 \(Self.random) \(Self.short)\n",
    ]
    let text = Array(lines.joined().utf8)
    let cut = part * text.count / 60
    let store = SecretStore()
    let first = store.add(keyLog: Array(text.prefix(cut)), isWhole: false)
    let second = store.add(keyLog: Array(text.dropFirst(first.usedBytes)), isWhole: false)
    #expect(first.secrets + second.secrets == 2)
    #expect(first.malformedLines + second.malformedLines == 0)
    #expect(first.usedBytes + second.usedBytes == text.count)
  }

  @Test func theLastLineOfAWholeFileNeedsNoLineEnd() {
    let store = SecretStore()
    let text = "CLIENT_RANDOM \(Self.random) \(Self.long)"
    #expect(store.add(keyLogText: text, isWhole: false).usedBytes == 0)
    #expect(store.add(keyLogText: text).secrets == 1)
  }

  @Test("the oldest session is forgotten beyond the limit", arguments: [(3, 0), (4, 1)])
  func limit(sessions: Int, forgotten: UInt64) {
    let store = SecretStore(sessionLimit: 3)
    for index in 0..<sessions {
      let digits = String(index, radix: 16)
      let random = String(repeating: "0", count: 64 - digits.count) + digits
      store.add(keyLogText: "CLIENT_RANDOM \(random) \(Self.long)")
    }
    #expect(store.sessionCount == 3)
    #expect(store.forgottenSessions == forgotten)
    #expect(store.hasSecrets(of: HelloRandom(high: 0, low: 0)) == (forgotten == 0))
    #expect(store.hasSecrets(of: HelloRandom(high: 0, low: UInt128(sessions - 1))))
  }

  @Test func theRevisionChangesWithSecretsOnly() {
    let store = SecretStore()
    store.add(keyLogText: "nonsense\n# comment\n")
    #expect(store.revision == 0)
    store.add(keyLogText: "CLIENT_RANDOM \(Self.random) \(Self.long)\n")
    #expect(store.revision == 1)
  }

  @Test func secretsAreNeverPrinted() throws {
    let secret = try #require(TLSSecret([UInt8](hex: Self.short)))
    let store = SecretStore()
    store.add(keyLogText: "CLIENT_RANDOM \(Self.random) \(Self.long)\n")
    var texts = [String(describing: secret), String(reflecting: secret), "\(secret)"]
    texts += [String(describing: store), String(reflecting: store)]
    var dumped = ""
    dump(secret, to: &dumped)
    dump(store, to: &dumped)
    dump([secret], to: &dumped)
    texts.append(dumped)
    for text in texts {
      #expect(!text.contains("1f1f"))
      #expect(!text.contains("2e2e"))
      #expect(!text.contains(String(0x1f1f_1f1f_1f1f_1f1f_1f1f_1f1f_1f1f_1f1f as UInt128)))
      #expect(!text.contains("46, 46"))
    }
    #expect("\(secret)" == "secret of 32 bytes")
  }

  @Test("a secret has between 1 and 48 bytes", arguments: [(0, false), (1, true), (48, true), (49, false)])
  func secretSize(count: Int, isSecret: Bool) {
    #expect((TLSSecret([UInt8](repeating: 1, count: count)) != nil) == isSecret)
  }
}
