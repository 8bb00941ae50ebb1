import Testing

@testable import Detection

/// A first look may see too much, never too little.
struct TextSignTests {
  private let scanner = TextScanner()

  @Test("Every hidden character is seen, and no other")
  func hidden() {
    var differing: [UInt32] = []
    for value in Array(0...0xffff as ClosedRange<UInt32>) + Array(0xe0000...0xe0fff) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isSeen = scanner.signs(in: Array("a\(scalar)b".utf8)).contains(.hidden)
      if isSeen != (HiddenCharacter.kind(of: scalar) != nil) { differing.append(value) }
    }
    #expect(differing.isEmpty)
  }

  @Test(
    "Credentials of every known issuer are seen",
    arguments: [
      ("AKIA", 16), ("ASIA", 16), ("ghp_", 36), ("github_pat_", 70), ("glpat-", 20), ("xoxb-", 40), ("sk-ant-", 60),
      ("sk-proj-", 60), ("sk-", 48), ("sk_live_", 24), ("AIza", 35), ("ya29.", 60), ("npm_", 36), ("pypi-AgEI", 80),
      ("hf_", 34), ("dop_v1_", 64), ("SG.", 65), ("shpat_", 32), ("AGE-SECRET-KEY-1", 58),
    ])
  func credentials(prefix: String, length: Int) {
    let alphabet = Array("Q7ZK2M9XW4RT8BN3VPL6JH5GDFS")
    let rest = String((0..<length).map { alphabet[($0 &* 7 &+ $0 / 5) % alphabet.count] })
    let text = Array("the key is \(prefix)\(rest), keep it".utf8)
    #expect(!SecretMention.all(in: text).isEmpty)
    #expect(scanner.signs(in: text).contains(.credential))
  }

  @Test("Plain text, and words that only begin like credentials, show nothing")
  func plain() {
    let text =
      "A task-oriented risk-free sg.example page, with\ttabs inside lines\nand — dashes, “quotes”, umlauts äöü."
    #expect(scanner.signs(in: Array(text.utf8)).isEmpty)
  }
}
