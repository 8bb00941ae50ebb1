import EvidenceBundles
import Foundation
import Testing
import TrafficModel

struct BundleVerifierTests {
  @Test func aSealedBundleIsWhole() throws {
    let chain = try ForgedChain()
    #expect(chain.difference(of: chain.first) == nil)
    #expect(chain.difference(withKey: false, of: chain.first) == nil)
  }

  /// Each byte of each file, each of two bits, with and without the key.
  @Test(arguments: [true, false]) func everyChangedByteIsFoundAndItsFileNamed(withKey: Bool) throws {
    let chain = try ForgedChain(bundles: 2)
    let bundle = "\(chain.path)/\(chain.bundles[1])"
    for file in try ForgedChain.files(of: bundle) {
      let url = URL(fileURLWithPath: "\(bundle)/\(file)")
      let good = try Data(contentsOf: url)
      for index in good.indices {
        var bad = good
        bad[index] ^= index.isMultiple(of: 2) ? 0x01 : 0x20
        try bad.write(to: url)
        let difference = chain.difference(withKey: withKey, of: bundle)
        #expect(difference?.file == file, "byte \(index) of \(file): \(difference?.what ?? "nothing found")")
      }
      try good.write(to: url)
    }
    #expect(chain.difference(of: bundle) == nil)
  }

  @Test func everyFileThatIsGoneIsNamed() throws {
    let chain = try ForgedChain()
    for file in try ForgedChain.files(of: chain.first) {
      let url = URL(fileURLWithPath: "\(chain.first)/\(file)")
      let good = try Data(contentsOf: url)
      try FileManager.default.removeItem(at: url)
      #expect(chain.difference(of: chain.first)?.file == file)
      #expect(chain.difference(of: chain.first)?.kind == .missing)
      try good.write(to: url)
    }
  }

  @Test(arguments: ["note.txt", "data/more.txt", "data/records/more", "data/empty/"])
  func whatWasAddedIsNamed(name: String) throws {
    let chain = try ForgedChain()
    let path = "\(chain.first)/\(name)"
    if name.hasSuffix("/") {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } else {
      try Data("x".utf8).write(to: URL(fileURLWithPath: path))
    }
    let difference = try #require(chain.difference(of: chain.first))
    #expect(difference.kind == .added)
    #expect(difference.file == name.trimmingCharacters(in: ["/"]))
  }

  @Test func anotherKeyIsToldFromAChange() throws {
    let chain = try ForgedChain()
    let other = try ForgedChain()
    let difference = #expect(throws: BundleDifference.self) {
      try BundleVerifier(key: other.key.publicKey).verify(chain.first)
    }
    #expect(difference?.kind == .otherKey)
  }

  @Test(arguments: ["symlink", "pipe"]) func whatIsNoFileIsRefusedUnread(kind: String) throws {
    let chain = try ForgedChain()
    let path = "\(chain.first)/data/captures/findings.pcapng"
    try FileManager.default.moveItem(atPath: path, toPath: chain.path + "-outside")
    defer { try? FileManager.default.removeItem(atPath: chain.path + "-outside") }
    if kind == "pipe" {
      #expect(mkfifo(path, 0o600) == 0)
    } else {
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: chain.path + "-outside")
    }
    #expect(chain.difference(of: chain.first)?.kind == .strange)
  }

  @Test func foldersThatLeadOutsideAreNotEntered() throws {
    let chain = try ForgedChain()
    try FileManager.default.createSymbolicLink(
      atPath: "\(chain.first)/data/out", withDestinationPath: "/")
    #expect(chain.difference(of: chain.first)?.file == "data/out")
  }

  @Test(arguments: ["../x", "/etc/passwd", "data//x", "data/./x", "data/../../x", "", "data/\0", "a/"])
  func pathsThatLeaveTheBundleAreNone(text: String) { #expect(BundlePath(text) == nil) }

  @Test func moreFilesThanTheLimitAreRefused() throws {
    let chain = try ForgedChain()
    var limits = BundleLimits()
    limits.entries = 8
    let difference = #expect(throws: BundleDifference.self) {
      try BundleVerifier(key: nil, limits: limits).verify(chain.first)
    }
    #expect(difference?.kind == .strange)
  }

  @Test func foldersDeeperThanTheLimitAreRefused() throws {
    let chain = try ForgedChain()
    let deep = "\(chain.first)/data/" + Array(repeating: "d", count: 20).joined(separator: "/")
    try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
    #expect(chain.difference(of: chain.first)?.kind == .strange)
  }

  /// A terabyte of nothing where a manifest was.
  @Test(.timeLimit(.minutes(1)), arguments: ["seal.txt", "manifest-sha256.txt", "data/captures/findings.pcapng"])
  func hugeFilesAreNotReadToTheirEnd(name: String) throws {
    let chain = try ForgedChain()
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(chain.first)/\(name)"))
    try handle.truncate(atOffset: name == "manifest-sha256.txt" ? 1 << 30 : 1 << 40)
    try handle.close()
    #expect(chain.difference(of: chain.first)?.file == name)
  }

  /// What stands in our code about the format, said by another program.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "openssl is not installed"))
  func opensslAcceptsTheSeal() throws {
    let chain = try ForgedChain()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = [
      "pkeyutl", "-verify", "-pubin", "-inkey", "\(chain.first)/public-key.pem", "-rawin", "-in",
      "\(chain.first)/seal.txt", "-sigfile", "\(chain.first)/seal.sig",
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
