/// How bad it is if the signature is right (Sigma `level`).
package enum SignatureLevel: String, CaseIterable, Sendable {
  case informational, low, medium, high, critical
}
