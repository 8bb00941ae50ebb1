import EvidenceBundles
import Foundation
import TrafficModel

/// A folder of one test's own with a small chain in it, removed with it.
final class ForgedChain {
  let url: URL
  let key = SigningKey()
  private(set) var bundles: [String] = []

  init(bundles count: Int = 1) throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("egret-bundles-\(UUID().uuidString)")
    for number in 0..<count { try add(number) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }
  var first: String { "\(path)/\(bundles[0])" }

  func add(_ number: Int) throws {
    let time = Timestamp(nanoseconds: 1_795_000_000_000_000_000 + Int64(number) * 86_400_000_000_000)
    let chain = try EvidenceChain(path, key: key)
    let actor = CustodyLog.Actor(who: "tester", place: "here", tool: "egret")
    let draft = try BundleDraft(in: chain, at: time, custody: CustodyLog(actor) { time })
    try draft.addLines(as: try inside("records/finding.ndjson"), source: "egret.db") { append in
      append(#"{"uid":"Z1","night":\#(number)}"#)
    }
    try draft.add([1, 2, 3, UInt8(truncatingIfNeeded: number)], as: try inside("captures/findings.pcapng"))
    let seal = try draft.seal(with: key, BagMetadata([("Contact-Name", "tester")]), at: time)
    bundles.append(seal.bundle)
  }

  func verify() throws(BundleDifference) -> ChainVerifier.Outcome {
    try ChainVerifier(key: key.publicKey).verify(path)
  }

  /// What verifying says is wrong; nil when nothing is.
  func difference(withKey isGiven: Bool = true, of bundle: String) -> BundleDifference? {
    do throws(BundleDifference) {
      _ = try BundleVerifier(key: isGiven ? key.publicKey : nil).verify(bundle)
      return nil
    } catch {
      return error
    }
  }

  func difference() -> BundleDifference? {
    do throws(BundleDifference) {
      _ = try verify()
      return nil
    } catch {
      return error
    }
  }

  /// Paths of all files of a bundle, relative to it.
  static func files(of bundle: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: bundle).filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(bundle)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
    }
  }
}

extension BundleDifference {
  var file: String { path.rawTextForMatchingAndStorage }
}

struct NoPath: Error {}

/// A path that the test knows to be one.
func inside(_ text: String) throws -> BundlePath {
  guard let path = BundlePath(text) else { throw NoPath() }
  return path
}
