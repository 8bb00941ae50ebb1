/// Computes the keyed hash that stands for a secret wherever one would otherwise be stored or printed.
///
/// Equal secrets give equal hashes under one key, in this process and the next, so that they can be joined on.
package protocol SecretHashing: Sendable {
  func keyedHash(of secret: ArraySlice<UInt8>) -> KeyedHash
}
