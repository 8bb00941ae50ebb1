/// How well tried a signature is (Sigma `status`).
package enum SignatureStatus: String, CaseIterable, Sendable {
  case stable, test, experimental, deprecated, unsupported
}
