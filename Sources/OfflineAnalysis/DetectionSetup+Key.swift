import Detection
import MCPDissection
import TrafficModel

extension DetectionSetup {
  /// The same, with content fingerprinted under the key that secrets are hashed under.
  func keyed(by hasher: SecretHasher) -> DetectionSetup {
    var keyed = self
    keyed.contentKey = UInt64(
      truncatingIfNeeded: hasher.keyedHash(of: Array("egret content fingerprints".utf8)[...]).bits)
    return keyed
  }
}
