package import ByteParsing
package import TrafficModel

/// What a ClientHello offers, in its own order (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2).
///
/// An extension whose inside is malformed is kept by number and otherwise ignored; `isMalformed` says so.
package struct ClientHello: Hashable, Sendable {
  package var legacyVersion: TLSVersion
  package var random: HelloRandom
  package var sessionID: [UInt8] = []
  package var cipherSuites: [UInt16] = []
  package var extensions: [UInt16] = []
  package var serverName: UntrustedText?
  /// As sent; not necessarily text.
  package var applicationProtocols: [[UInt8]] = []
  package var supportedVersions: [UInt16] = []
  package var groups: [UInt16] = []
  package var pointFormats: [UInt8] = []
  package var signatureAlgorithms: [UInt16] = []
  package var sessionTicket: [UInt8] = []
  package var isMalformed = false

  package init(parsing body: RawSpan) throws(DecodeError) {
    var cursor = ByteCursor(body)
    legacyVersion = TLSVersion(rawValue: try cursor.readUInt16())
    random = try HelloRandom(parsing: &cursor)
    let idLength = Int(try cursor.readUInt8())
    sessionID = [UInt8](copying: try cursor.take(idLength))
    let suiteBytes = Int(try cursor.readUInt16())
    cipherSuites = Self.words(try cursor.take(suiteBytes))
    let compressionBytes = Int(try cursor.readUInt8())
    try cursor.skip(compressionBytes)
    guard cursor.remaining > 0 else { return }
    let extensionBytes = Int(try cursor.readUInt16())
    var list = ByteCursor(try cursor.take(extensionBytes))
    while list.remaining > 0 {
      let type = try list.readUInt16()
      let length = Int(try list.readUInt16())
      var inside = ByteCursor(try list.take(length))
      extensions.append(type)
      do throws(DecodeError) { try readExtension(type, &inside) } catch { isMalformed = true }
    }
  }

  package func offers(_ type: UInt16) -> Bool { extensions.contains(type) }

  package var offersEarlyData: Bool { offers(HelloExtension.earlyData) }
  package var offersEncryptedClientHello: Bool { offers(HelloExtension.encryptedClientHello) }

  /// The highest version offered that is not GREASE.
  package var highestVersion: TLSVersion {
    supportedVersions.lazy.filter { !HelloExtension.isGREASE($0) }.max().map(TLSVersion.init(rawValue:))
      ?? legacyVersion
  }

  private mutating func readExtension(_ type: UInt16, _ cursor: inout ByteCursor) throws(DecodeError) {
    switch type {
    case HelloExtension.serverName: serverName = try Self.hostName(&cursor)
    case HelloExtension.applicationProtocols: applicationProtocols = try Self.protocolNames(&cursor)
    case HelloExtension.supportedVersions:
      let length = Int(try cursor.readUInt8())
      supportedVersions = Self.words(try cursor.take(length))
    case HelloExtension.supportedGroups: groups = try Self.longList(&cursor)
    case HelloExtension.signatureAlgorithms: signatureAlgorithms = try Self.longList(&cursor)
    case HelloExtension.pointFormats:
      let length = Int(try cursor.readUInt8())
      pointFormats = [UInt8](copying: try cursor.take(length))
    case HelloExtension.sessionTicket: sessionTicket = [UInt8](copying: cursor.takeRest())
    default: break
    }
  }

  private static func hostName(_ cursor: inout ByteCursor) throws(DecodeError) -> UntrustedText? {
    let length = Int(try cursor.readUInt16())
    var list = ByteCursor(try cursor.take(length))
    while list.remaining > 0 {
      let kind = try list.readUInt8()
      let nameLength = Int(try list.readUInt16())
      let name = try list.take(nameLength)
      if kind == 0 { return UntrustedText(decoding: [UInt8](copying: name)) }
    }
    return nil
  }

  /// The list of RFC 7301 §3.1, also for the server's answer.
  static func protocolNames(_ cursor: inout ByteCursor) throws(DecodeError) -> [[UInt8]] {
    let length = Int(try cursor.readUInt16())
    var list = ByteCursor(try cursor.take(length))
    var names: [[UInt8]] = []
    while list.remaining > 0 {
      let nameLength = Int(try list.readUInt8())
      names.append([UInt8](copying: try list.take(nameLength)))
    }
    return names
  }

  private static func longList(_ cursor: inout ByteCursor) throws(DecodeError) -> [UInt16] {
    let length = Int(try cursor.readUInt16())
    return words(try cursor.take(length))
  }

  private static func words(_ bytes: RawSpan) -> [UInt16] {
    var cursor = ByteCursor(bytes)
    var words: [UInt16] = []
    words.reserveCapacity(bytes.byteCount / 2)
    while let word = try? cursor.readUInt16() { words.append(word) }
    return words
  }
}
