import EvidenceBundles
import Policy
import TLSDecryption
import TokenVerification
import TrafficModel

/// The first byte chooses which file of evidence or of keys the rest is.
public func fuzzEvidenceFiles(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let kind = choices.choice()
  switch kind & 7 {
  case 0: readManifest(choices.remainder)
  case 1: readSeal(choices.remainder)
  case 2: readChainHead(choices.remainder)
  case 3: readMetadata(choices.remainder)
  case 4: _ = VerifyingKey(pem: choices.remainder)
  case 5: readKeyLog(&choices)
  case 6: try? SecretStore().add(rsaPrivateKeyPEM: String(decoding: choices.remainder, as: UTF8.self))
  default: readTokenKeys(choices.remainder, areSets: kind & 8 == 0)
  }
}

private func readManifest(_ bytes: [UInt8]) {
  guard let manifest = try? BundleManifest(parsing: bytes) else { return }
  demand(Array(manifest.text.utf8) == bytes, "one manifest is written in one way")
  demand(manifest.paths.allSatisfy { BundlePath($0.description) == $0 }, "paths stay in their bundle")
}

private func readSeal(_ bytes: [UInt8]) {
  guard let seal = SealStatement(parsing: bytes) else { return }
  demand(Array(seal.text.utf8) == bytes, "one seal is written in one way")
}

private func readChainHead(_ bytes: [UInt8]) {
  let signature = ChainHead.signature(in: bytes)
  guard let head = ChainHead(parsing: bytes) else { return }
  demand(Array(head.file(signature).utf8) == bytes, "one head is written in one way")
}

private func readMetadata(_ bytes: [UInt8]) {
  guard let metadata = BagMetadata(parsing: bytes) else { return }
  _ = metadata.payload
  demand(BagMetadata(parsing: Array(metadata.text.utf8)) == metadata, "what was read can be written again")
}

/// A key log that grows is read again from where it was left.
private func readKeyLog(_ choices: inout FuzzInput) {
  let points = choices.cutPoints()
  let bytes = choices.remainder
  let whole = SecretStore()
  let addition = whole.add(keyLog: bytes)
  demand(addition.usedBytes == bytes.count, "a whole key log is read to its end")
  let grown = SecretStore()
  var (used, secrets, malformed) = (0, 0, 0)
  for end in points.map({ bytes.count * Int($0) / 256 }) + [bytes.count] {
    let addition = grown.add(keyLog: Array(bytes[used..<max(used, end)]), isWhole: end == bytes.count)
    used += addition.usedBytes
    secrets += addition.secrets
    malformed += addition.malformedLines
  }
  demand(
    secrets == addition.secrets && malformed == addition.malformedLines && grown.sessionCount == whole.sessionCount,
    "how a key log grows never changes what it tells")
}

private func readTokenKeys(_ bytes: [UInt8], areSets: Bool) {
  withMemoryFile(bytes) { path in
    var authentication = AuthenticationPolicy()
    if areSets { authentication.keySetPaths = [path] } else { authentication.publicKeyPaths = [path] }
    var server = ServerPolicy(name: "a")
    server.listen = [PortRange(443)]
    server.authentication = authentication
    guard let verifier = try? TokenVerifier(EgressPolicy(servers: [server])) else { return }
    for algorithm in ["RS256", "PS384", "ES256", "ES512", "EdDSA", "HS256"] {
      var claims = TokenClaims()
      claims.isSigned = true
      claims.algorithm = UntrustedText(algorithm)
      let verdict = verifier.verdict(
        signed: [1, 2, 3], signature: [UInt8](repeating: 1, count: 64), claims: claims,
        server: Endpoint(IPAddress(v4: 0), 443), host: nil)
      demand(verdict != .valid, "no key made a signature that nobody made")
    }
  }
}
