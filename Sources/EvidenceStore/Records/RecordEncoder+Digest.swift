import Crypto
internal import TrafficModel

extension RecordEncoder {
  /// The SHA-256 of the whole compact text; null where part of it was not captured. Made here and not while the value is read,
  /// because records are written on a thread of their own.
  func append(_ key: StaticString, digestOf excerpt: JSONExcerpt?, to line: inout RecordBuffer) {
    guard let excerpt, excerpt.isComplete else {
      line.key(key)
      return line.null()
    }
    guard !excerpt.isTruncated else { return append(key, excerpt.digest, to: &line) }
    var hash = SHA256()
    excerpt.text.withUnsafeBytes { hash.update(bufferPointer: $0) }
    line.key(key)
    line.beginString()
    hash.finalize().withUnsafeBytes { bytes in
      for word in 0..<4 {
        line.hexadecimal(UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self)), width: 16)
      }
    }
    line.endString()
  }
}
