import Crypto
internal import TrafficModel

extension JSONExcerpt {
  /// SHA-256 of the whole compact text; nil where part of it was not captured. Made here and not while the value is read,
  /// because records are written on a thread of their own.
  var sha256: TrafficModel.Digest? {
    guard isComplete else { return nil }
    guard !isTruncated else { return digest }
    return SHA256.hash(data: text).withUnsafeBytes { TrafficModel.Digest($0) }
  }
}
