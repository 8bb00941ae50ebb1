import Alerting
import Testing

struct TokenBucketTests {
  @Test func aBurstPassesAndThenTheRate() {
    var bucket = TokenBucket(perMinute: 6, burst: 3, now: .zero)
    #expect((0..<5).map { _ in bucket.take(at: .zero) } == [true, true, true, false, false])
    #expect((1...20).count { bucket.take(at: .seconds($0)) } == 2)
    #expect((21...3_620).count { bucket.take(at: .seconds($0)) } == 360)
  }

  @Test func aLongSilenceSavesNoMoreThanTheBurst() {
    var bucket = TokenBucket(perMinute: 60, burst: 2, now: .zero)
    #expect((0..<9).count { _ in bucket.take(at: .seconds(1_000_000)) } == 2)
  }
}
