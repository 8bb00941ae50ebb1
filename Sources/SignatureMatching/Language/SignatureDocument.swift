/// What a file of signatures may hold.
package enum SignatureDocument: Hashable, Sendable {
  case signature(Signature)
  case filter(SignatureFilter)
}
