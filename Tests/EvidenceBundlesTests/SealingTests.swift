import EvidenceBundles
import Foundation
import Testing
import TrafficModel

struct SealingTests {
  @Test(arguments: [0o640, 0o604, 0o644, 0o660]) func aKeyThatOthersCanReadIsRefused(mode: Int) throws {
    let chain = try ForgedChain()
    let path = chain.path + "/.key"
    try chain.key.write(to: path)
    _ = try SigningKey(reading: path)
    chmod(path, mode_t(mode))
    let error = #expect(throws: BundleError.self) { try SigningKey(reading: path) }
    #expect(error?.code == .keyExposed)
  }

  @Test func aKeyIsNeverWrittenOver() throws {
    let chain = try ForgedChain()
    let path = chain.path + "/.key"
    try chain.key.write(to: path)
    let error = #expect(throws: BundleError.self) { try SigningKey().write(to: path) }
    #expect(error?.code == .exists)
  }

  @Test(arguments: ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
  func whatIsNoKeyIsRefused(text: String) throws {
    let chain = try ForgedChain()
    let path = chain.path + "/.key"
    #expect(
      FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
    let error = #expect(throws: BundleError.self) { try SigningKey(reading: path) }
    #expect(error?.code == .badKey)
  }

  @Test func aChainOfAnotherKeyIsNotContinued() throws {
    let chain = try ForgedChain()
    let error = #expect(throws: BundleError.self) { try EvidenceChain(chain.path, key: SigningKey()) }
    #expect(error?.code == .notAChain)
  }

  @Test func aFolderOfOtherThingsIsNoChain() throws {
    let chain = try ForgedChain()
    let path = chain.path + "-other"
    try FileManager.default.createDirectory(atPath: path + "/a/b", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let error = #expect(throws: BundleError.self) { try EvidenceChain(path, key: chain.key) }
    #expect(error?.code == .notAChain)
  }

  @Test func twoSealsAtOnceAreRefused() throws {
    let chain = try ForgedChain()
    let open = try EvidenceChain(chain.path, key: chain.key)
    let error = #expect(throws: BundleError.self) { try EvidenceChain(chain.path, key: chain.key) }
    #expect(error?.code == .busy)
    _ = open.nextSequence
  }

  @Test func aBundleThatWasNotSealedLeavesNothing() throws {
    let chain = try ForgedChain()
    let time = Timestamp(nanoseconds: 1_796_000_000_000_000_000)
    do {
      let open = try EvidenceChain(chain.path, key: chain.key)
      let actor = CustodyLog.Actor(who: "tester", place: "here", tool: "egret")
      let draft = try BundleDraft(in: open, at: time, custody: CustodyLog(actor) { time })
      try draft.add([1], as: try inside("x"))
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: chain.path)
    #expect(names.sorted() == [".lock", chain.bundles[0], "chain-head.txt"].sorted())
  }

  @Test func namesOfFilesMayHoldAnything() throws {
    let chain = try ForgedChain()
    let time = Timestamp(nanoseconds: 1_796_000_000_000_000_000)
    let open = try EvidenceChain(chain.path, key: chain.key)
    let actor = CustodyLog.Actor(who: "a\nb: c", place: "here", tool: "egret")
    let draft = try BundleDraft(in: open, at: time, custody: CustodyLog(actor) { time })
    for name in ["100%25 \r\n x", "näch tlich", "<script>"] { try draft.add([1], as: try inside(name)) }
    let seal = try draft.seal(with: chain.key, BagMetadata([("Contact-Name", "a\nPayload-Oxum: 1.1")]), at: time)
    #expect(chain.difference(of: "\(chain.path)/\(seal.bundle)") == nil)
  }

  @Test func entriesOfTheCustodyLogNameTheOneBefore() throws {
    let chain = try ForgedChain()
    let text = try String(contentsOfFile: "\(chain.first)/custody.ndjson", encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].contains(#""previous":"\#(HexDigest(of: Array(lines[0].utf8)))""#))
  }

  @Test func addressesOfWebhooksAreMasked() {
    let text = "alerts:\n  - webhook: https://user:pass@hooks.example/T0/secret?x=1 # us\n  - file: a.ndjson\n"
    let masked = MaskedConfiguration.text(text)
    #expect(!masked.contains("secret") && !masked.contains("pass"))
    #expect(masked.contains("https://hooks.example/(masked)") && masked.contains("a.ndjson"))
  }
}
