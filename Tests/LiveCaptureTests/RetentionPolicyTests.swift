import LiveCapture
import Testing
import TrafficModel

@Suite struct RetentionPolicyTests {
  private static let second: Int64 = 1_000_000_000

  /// Files of 100 bytes, the oldest first, written a minute apart; the last one a minute ago.
  private func files(_ count: Int, pinned: Set<UInt64> = []) -> [RetainedFile] {
    (1...count).map { number in
      RetainedFile(
        number: UInt64(number), names: ["\(number).pcap"], bytes: 100,
        lastTime: Timestamp(nanoseconds: Int64(number - count - 1) * 60 * Self.second),
        isPinned: pinned.contains(UInt64(number)))
    }
  }

  private func removed(
    _ policy: RetentionPolicy, _ files: [RetainedFile], growing: Int64? = 0, free: Int64 = 1_000_000
  ) -> [UInt64: RetentionPolicy.Reason] {
    let removals = policy.removals(files, growing: growing, now: .zero, free: free)
    return Dictionary(uniqueKeysWithValues: removals.map { ($0.file.number, $0.reason) })
  }

  @Test func withoutLimitsEverythingStays() { #expect(removed(RetentionPolicy(), files(5)) == [:]) }

  @Test("the growing file counts", arguments: [(5, 1), (6, 0), (1, 5)])
  func count(maximum: Int, gone: Int) {
    var policy = RetentionPolicy()
    policy.maximumFiles = maximum
    #expect(removed(policy, files(5)).count == gone)
  }

  @Test func bytesAtTheLimitStay() {
    var policy = RetentionPolicy()
    policy.maximumBytes = 550
    #expect(removed(policy, files(5), growing: 50) == [:])
    #expect(removed(policy, files(5), growing: 51) == [1: .bytes])
  }

  @Test func agesBeyondTheLimitGo() {
    var policy = RetentionPolicy()
    policy.maximumAge = .seconds(150)
    #expect(removed(policy, files(5)) == [1: .age, 2: .age, 3: .age])
  }

  @Test func asMuchGoesAsMakesRoom() {
    var policy = RetentionPolicy()
    policy.minimumFreeBytes = 1_000
    #expect(removed(policy, files(5), free: 850) == [1: .free, 2: .free])
  }

  @Test func whatIsKeptAsEvidenceMakesNoRoom() {
    var policy = RetentionPolicy()
    policy.minimumFreeBytes = 1_000
    #expect(removed(policy, files(5, pinned: [1]), free: 950) == [1: .free, 2: .free])
  }

  @Test func allLimitsHoldTogether() {
    var policy = RetentionPolicy()
    policy.maximumFiles = 5
    policy.maximumBytes = 350
    policy.maximumAge = .seconds(1_000)
    #expect(removed(policy, files(5)) == [1: .count, 2: .bytes])
  }
}
