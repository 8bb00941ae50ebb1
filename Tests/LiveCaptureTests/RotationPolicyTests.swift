import LiveCapture
import Testing

@Suite struct RotationPolicyTests {
  private func policy() -> RotationPolicy {
    var policy = RotationPolicy()
    policy.maximumBytes = 1_000
    policy.maximumAge = .seconds(60)
    return policy
  }

  @Test(arguments: [(999, 59, false), (1_000, 0, true), (24, 60, true), (24, 59, false)])
  func sizeOrAge(bytes: Int64, seconds: Int64, isFull: Bool) {
    #expect(policy().shouldRotate(bytes: bytes, frames: 1, age: .seconds(seconds)) == isFull)
  }

  @Test func aFileWithoutFramesIsNeverFull() {
    #expect(!policy().shouldRotate(bytes: 2_000, frames: 0, age: .seconds(600)))
  }
}
