import Detection
import Testing

@Suite struct BurstCollapseTests {
  @Test func whatFollowsWithinASecondBelongsTogether() {
    #expect(BurstCollapse.gaps([0, 0.2, 0.9, 10, 10.5, 20]) == [10, 10])
  }

  @Test func aTwentiethOfTheUsualPauseIsABurst() {
    #expect(BurstCollapse.gaps([0, 100, 104, 200, 300]) == [100, 100, 100])
  }

  @Test func nothingGivesNothing() {
    #expect(BurstCollapse.gaps([]).isEmpty)
    #expect(BurstCollapse.gaps([5]).isEmpty)
  }
}
