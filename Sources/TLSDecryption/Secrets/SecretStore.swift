import ByteParsing
import CryptoExtras

/// All secrets an analysis knows, from key logs, capture files and private keys.
///
/// Bounded: beyond `sessionLimit` the oldest session is forgotten and counted. Never printable. Belongs to one thread.
package final class SecretStore {
  /// What adding a key log did.
  package struct Addition: Hashable, Sendable {
    /// Bytes used, up to the end of the last line that was used; a growing file is read again from there.
    package var usedBytes = 0
    package var secrets = 0
    /// Lines that are no key log lines; never quoted.
    package var malformedLines = 0
  }

  /// A private key could not be read. Says nothing about its content.
  package struct UnusableKey: Error, Hashable, Sendable {
    package init() {}
  }

  private struct Entry {
    var label: SecretLabel
    var secret: TLSSecret
  }

  /// 100,000 sessions take about 40 MB.
  package static let defaultSessionLimit = 100_000
  /// Longer lines are malformed; the longest real one has 170 bytes.
  package static let lineLimit = 1_024
  package static let rsaKeyLimit = 64

  /// No more secrets will come: nothing needs to be held for want of one.
  package var isComplete: Bool
  /// Changes whenever secrets are added.
  package private(set) var revision = 0
  package private(set) var malformedLines: UInt64 = 0
  package private(set) var forgottenSessions: UInt64 = 0

  private let sessionLimit: Int
  private var sessions: [HelloRandom: [Entry]] = [:]
  private var order = BoundedOrder<HelloRandom>()
  private var premasters: [UInt64: TLSSecret] = [:]
  private var premasterOrder = BoundedOrder<UInt64>()
  private var resumptions: [[UInt8]: TLSSecret] = [:]
  private var resumptionOrder = BoundedOrder<[UInt8]>()
  private var rsaKeys: [_RSA.Encryption.PrivateKey] = []

  package init(isComplete: Bool = true, sessionLimit: Int = SecretStore.defaultSessionLimit) {
    self.isComplete = isComplete
    self.sessionLimit = max(1, sessionLimit)
  }

  package var sessionCount: Int { sessions.count }
  package var hasRSAKeys: Bool { !rsaKeys.isEmpty }
  /// Master secrets are derived here, so that sessions which resume them need remembering.
  var canRememberSessions: Bool { hasRSAKeys || !premasters.isEmpty }

  /// Adds the secrets of a key log, or of what a growing one has more. With `isWhole` a last line without line end is
  /// used, too.
  @discardableResult
  package func add(keyLogText: String, isWhole: Bool = true) -> Addition {
    add(keyLog: Array(keyLogText.utf8), isWhole: isWhole)
  }

  @discardableResult
  package func add(keyLog bytes: [UInt8], isWhole: Bool = true) -> Addition {
    var addition = Addition()
    var start = 0
    while start < bytes.count {
      let end = bytes.span.bytes.firstOffset(of: UInt8(ascii: "\n"), from: start)
      guard end != nil || isWhole else { break }
      add(line: bytes[start..<(end ?? bytes.count)], &addition)
      start = end.map { $0 + 1 } ?? bytes.count
    }
    addition.usedBytes = start
    malformedLines += UInt64(addition.malformedLines)
    if addition.secrets > 0 { revision += 1 }
    return addition
  }

  /// Adds a private key for RSA key exchange, PKCS #1 or PKCS #8 in PEM.
  package func add(rsaPrivateKeyPEM text: String) throws(UnusableKey) {
    guard rsaKeys.count < Self.rsaKeyLimit, let key = try? _RSA.Encryption.PrivateKey(unsafePEMRepresentation: text)
    else { throw UnusableKey() }
    rsaKeys.append(key)
    revision += 1
  }

  package func hasSecrets(of random: HelloRandom) -> Bool { sessions[random] != nil }

  /// Whether a secret is known of the session that these 32 bytes name.
  package func knows(clientRandom: [UInt8]) -> Bool {
    var cursor = ByteCursor(clientRandom.span.bytes)
    return (try? HelloRandom(parsing: &cursor)).map(hasSecrets) ?? false
  }

  /// What a key log says of the session of one client random: to be kept with captures that only it opens.
  package func keyLog(of clientRandom: [UInt8]) -> [UInt8] {
    var cursor = ByteCursor(clientRandom.span.bytes)
    guard let random = try? HelloRandom(parsing: &cursor), let entries = sessions[random] else { return [] }
    let sorted = entries.sorted { $0.label.rawValue < $1.label.rawValue }
    return sorted.flatMap { entry in
      let secret = entry.secret.withUnsafeBytes { Hexadecimal.text($0) }
      return Array("\(entry.label.rawValue) \(Hexadecimal.text(clientRandom)) \(secret)\n".utf8)
    }
  }

  /// A master secret that was found out by a private key or from an earlier session: as if a key log had told it.
  func learn(_ master: TLSSecret, of random: HelloRandom) {
    if secret(.master, of: random) == nil { insert(Entry(label: .master, secret: master), of: random) }
  }

  func secret(_ label: SecretLabel, of random: HelloRandom) -> TLSSecret? {
    sessions[random]?.first { $0.label == label }?.secret
  }

  /// The premaster secret that `encrypted` hides, if a key log or a private key tells (RFC 5246 §7.4.7.1).
  func premaster(encrypted: [UInt8]) -> TLSSecret? {
    let name = encrypted.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    if encrypted.count >= 8, let known = premasters[name] { return known }
    for key in rsaKeys {
      guard let bytes = try? key.decrypt(encrypted, padding: ._WEAK_AND_INSECURE_PKCS_V1_5), bytes.count == 48 else {
        continue
      }
      return TLSSecret(bytes)
    }
    return nil
  }

  /// Lets later sessions resume this one, by session identifier or ticket.
  func remember(_ master: TLSSecret, resumption name: [UInt8]) {
    guard !name.isEmpty else { return }
    if resumptions.updateValue(master, forKey: name) != nil { return }
    if let oldest = resumptionOrder.append(name, limit: sessionLimit) { resumptions[oldest] = nil }
  }

  func master(resumption name: [UInt8]) -> TLSSecret? { name.isEmpty ? nil : resumptions[name] }

  private func add(line: ArraySlice<UInt8>, _ addition: inout Addition) {
    var line = line
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard line.count <= Self.lineLimit else {
      addition.malformedLines += 1
      return
    }
    switch KeyLogLine(line) {
    case .nothing: return
    case .malformed:
      addition.malformedLines += 1
      return
    case .session(let label, let random, let secret): insert(Entry(label: label, secret: secret), of: random)
    case .encryptedPremaster(let name, let secret):
      if premasters.updateValue(secret, forKey: name) == nil,
        let oldest = premasterOrder.append(name, limit: sessionLimit)
      {
        premasters[oldest] = nil
      }
    case .resumption(let id, let master): remember(master, resumption: id)
    }
    addition.secrets += 1
  }

  private func insert(_ entry: Entry, of random: HelloRandom) {
    if sessions[random] == nil, let oldest = order.append(random, limit: sessionLimit) {
      sessions[oldest] = nil
      forgottenSessions += 1
    }
    var entries = sessions.removeValue(forKey: random) ?? []
    entries.removeAll { $0.label == entry.label }
    entries.append(entry)
    sessions[random] = entries
  }
}

extension SecretStore: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "secrets of \(sessions.count) sessions" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
