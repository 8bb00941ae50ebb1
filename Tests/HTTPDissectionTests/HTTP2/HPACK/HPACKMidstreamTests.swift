import HTTPDissection
import Testing
import TrafficModel

@Suite struct HPACKMidstreamTests {
  @Test func staticEntriesAndLiteralsAreReadAndUnknownOnesAreLost() throws {
    var session = HPACKSession(isKnown: false)
    let section = try session.section([0x83, 0xc0, 0xff, 0x20] + H2Forge.block([("accept", "x")]) + [0x87])
    #expect(section.listed == [":method: POST", ":scheme: https", "accept: x"])
    #expect(section.lostFields == 2)
  }

  @Test func entriesSeenSinceTheStartKeepTheirIndex() throws {
    var session = HPACKSession(isKnown: false)
    _ = try session.section(H2Forge.inserting("a", "1") + H2Forge.inserting("b", "2"))
    let section = try session.section([0xbe, 0xbf, 0xc0])
    #expect(section.listed == ["b: 2", "a: 1"])
    #expect(section.lostFields == 1)
  }

  @Test func aFieldWhoseNameIsLostHoldsItsPlace() throws {
    var session = HPACKSession(isKnown: false)
    _ = try session.section(H2Forge.inserting("a", "1"))
    // A name from unknown entry 70, inserted; then index 63 is `a: 1`.
    let section = try session.section([0x7f, 0x07] + H2Forge.string("v") + [0xbf, 0xbe])
    #expect(section.listed == ["a: 1"])
    #expect(section.lostFields == 2)
  }

  @Test func emptyingTheTableRepairsTheState() {
    #expect(throws: HPACKFailure.badIndex) {
      var session = HPACKSession(isKnown: false)
      _ = try session.section([0x20, 0x3f, 0xe1, 0x1f])  // to 0, then to 4,096
      _ = try session.section([0xbe])
    }
  }

  @Test func aTableThatSeenEntriesFillIsKnownAgain() {
    #expect(throws: HPACKFailure.badIndex) {
      var session = HPACKSession(isKnown: false)
      _ = try session.section([0x3f, 0x21] + H2Forge.inserting("a", "1"))  // 64 bytes: one entry of 34
      _ = try session.section(H2Forge.inserting("b", "2"))
      _ = try session.section([0xbf])
    }
  }

  @Test func losingTheTableForgetsEverything() throws {
    var session = HPACKSession()
    _ = try session.section(H2Forge.inserting("a", "1"))
    session.decoder.loseTable()
    let section = try session.section([0xbe])
    #expect(section.listed.isEmpty)
    #expect(section.lostFields == 1)
  }

  @Test("entries beyond our own budget are lost, not errors, and indices stay right")
  func budget() throws {
    var session = HPACKSession(budget: 68)
    _ = try session.section(
      H2Forge.inserting("a", "1") + H2Forge.inserting("b", "2") + H2Forge.inserting("c", "3"))
    let section = try session.section([0xbe, 0xbf, 0xc0])
    #expect(section.listed == ["c: 3", "b: 2"])
    #expect(section.lostFields == 1)
    let size = session.decoder.tableSize
    #expect(size == 68)
  }

  @Test func aFieldLargerThanOurBudgetStillTakesAnIndex() throws {
    var session = HPACKSession(budget: 100)
    _ = try session.section(
      H2Forge.inserting("a", "1") + H2Forge.inserting("b", String(repeating: "x", count: 200)))
    let section = try session.section([0xbe, 0xbf])
    #expect(section.listed == ["a: 1"])
    #expect(section.lostFields == 1)
  }

  @Test func aFieldLargerThanTheTableEmptiesIt() throws {
    var session = HPACKSession()
    _ = try session.section([0x3f, 0x21] + H2Forge.inserting("a", "1"))
    let section = try session.section(H2Forge.inserting("b", String(repeating: "x", count: 40)))
    #expect(section.headers.count == 1)
    let count = session.decoder.tableCount
    #expect(count == 0)
  }
}
