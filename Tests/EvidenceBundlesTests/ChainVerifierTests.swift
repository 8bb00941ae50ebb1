import EvidenceBundles
import Foundation
import Testing
import TrafficModel

struct ChainVerifierTests {
  @Test func aChainIsWholeAndInOrder() throws {
    let chain = try ForgedChain(bundles: 3)
    #expect(try chain.verify().bundles.map(\.seal.bundle) == chain.bundles)
  }

  @Test(arguments: 0..<4) func aBundleThatIsGoneIsFound(index: Int) throws {
    let chain = try ForgedChain(bundles: 4)
    try FileManager.default.removeItem(atPath: "\(chain.path)/\(chain.bundles[index])")
    let difference = try #require(chain.difference())
    #expect(difference.kind == .missing)
    #expect(difference.what.contains("number \(index + 1)"))
  }

  @Test func bundlesThatChangedPlacesAreFound() throws {
    let chain = try ForgedChain(bundles: 3)
    let (a, b) = ("\(chain.path)/\(chain.bundles[1])", "\(chain.path)/\(chain.bundles[2])")
    try FileManager.default.moveItem(atPath: a, toPath: a + "x")
    try FileManager.default.moveItem(atPath: b, toPath: a)
    try FileManager.default.moveItem(atPath: a + "x", toPath: b)
    #expect(chain.difference()?.kind == .misplaced)
    #expect(chain.difference()?.file == chain.bundles[1])
  }

  /// Sealed with the right key, but as the first of another chain.
  @Test func aBundleOfAnotherChainIsFound() throws {
    let chain = try ForgedChain(bundles: 2)
    let other = try ForgedChain(bundles: 2)
    try FileManager.default.removeItem(atPath: chain.first)
    try FileManager.default.copyItem(atPath: other.first, toPath: chain.first)
    #expect(chain.difference()?.kind == .otherKey)
  }

  @Test func aChangedByteInsideIsNamedWithItsBundle() throws {
    let chain = try ForgedChain(bundles: 2)
    try Data([9]).write(to: URL(fileURLWithPath: "\(chain.first)/data/captures/findings.pcapng"))
    #expect(chain.difference()?.file == "\(chain.bundles[0])/data/captures/findings.pcapng")
  }

  @Test func everyChangedByteOfTheHeadIsFound() throws {
    let chain = try ForgedChain()
    let url = chain.url.appendingPathComponent("chain-head.txt")
    let good = try Data(contentsOf: url)
    for index in good.indices {
      var bad = good
      bad[index] ^= 1
      try bad.write(to: url)
      #expect(chain.difference()?.file == "chain-head.txt", "byte \(index)")
    }
    try FileManager.default.removeItem(at: url)
    #expect(chain.difference()?.kind == .missing)
  }

  @Test func strangersAreNamed() throws {
    let chain = try ForgedChain()
    try Data().write(to: chain.url.appendingPathComponent("note.txt"))
    #expect(chain.difference()?.file == "note.txt")
  }

  /// Who takes the newest bundle away and brings back the head of before leaves a whole chain; a note elsewhere tells.
  @Test func aHeadNotedElsewhereShowsWhatWasTakenAway() throws {
    let chain = try ForgedChain(bundles: 1)
    let head = try Data(contentsOf: chain.url.appendingPathComponent("chain-head.txt"))
    try chain.add(1)
    let noted = try #require(ChainHead.reference(try chain.verify().head.reference))
    try FileManager.default.removeItem(atPath: "\(chain.path)/\(chain.bundles[1])")
    try head.write(to: chain.url.appendingPathComponent("chain-head.txt"))
    #expect(chain.difference() == nil)
    let difference = #expect(throws: BundleDifference.self) {
      try ChainVerifier(key: nil, expected: noted).verify(chain.path)
    }
    #expect(difference?.kind == .missing)
  }

  @Test func aRunThatDiedBeforeTheHeadIsMendedByTheNext() throws {
    let chain = try ForgedChain(bundles: 1)
    let head = try Data(contentsOf: chain.url.appendingPathComponent("chain-head.txt"))
    try chain.add(1)
    try head.write(to: chain.url.appendingPathComponent("chain-head.txt"))
    #expect(chain.difference() != nil)
    try chain.add(2)
    #expect(try chain.verify().bundles.count == 3)
  }
}
