package import ByteParsing
package import TrafficModel

/// What a ServerHello, or a HelloRetryRequest, chose (RFC 8446 §4.1.3).
package struct ServerHello: Hashable, Sendable {
  package var legacyVersion: TLSVersion
  package var random: HelloRandom
  package var sessionID: [UInt8]
  package var cipherSuite: UInt16
  package var extensions: [UInt16] = []
  package var selectedVersion: TLSVersion?
  /// TLS 1.2 and before answer here; TLS 1.3 in EncryptedExtensions.
  package var applicationProtocol: [UInt8]?

  private static let drafts = TLSVersion(rawValue: 0x7f00)

  package init(parsing body: RawSpan) throws(DecodeError) {
    var cursor = ByteCursor(body)
    legacyVersion = TLSVersion(rawValue: try cursor.readUInt16())
    random = try HelloRandom(parsing: &cursor)
    guard legacyVersion < Self.drafts else {
      // Drafts of TLS 1.3 before 22 left session and compression out.
      sessionID = []
      cipherSuite = try cursor.readUInt16()
      if cursor.remaining > 0 { try readExtensions(&cursor) }
      return
    }
    let idLength = Int(try cursor.readUInt8())
    sessionID = [UInt8](copying: try cursor.take(idLength))
    cipherSuite = try cursor.readUInt16()
    try cursor.skip(1)  // compression method
    guard cursor.remaining > 0 else { return }
    try readExtensions(&cursor)
  }

  package var version: TLSVersion { selectedVersion ?? legacyVersion }
  package var isHelloRetryRequest: Bool { random == .helloRetryRequest }
  package func has(_ type: UInt16) -> Bool { extensions.contains(type) }

  private mutating func readExtensions(_ cursor: inout ByteCursor) throws(DecodeError) {
    let length = Int(try cursor.readUInt16())
    var list = ByteCursor(try cursor.take(length))
    while list.remaining > 0 {
      let type = try list.readUInt16()
      let insideLength = Int(try list.readUInt16())
      var inside = ByteCursor(try list.take(insideLength))
      extensions.append(type)
      switch type {
      case HelloExtension.supportedVersions where insideLength == 2:
        selectedVersion = TLSVersion(rawValue: try inside.readUInt16())
      case HelloExtension.applicationProtocols:
        applicationProtocol = (try? ClientHello.protocolNames(&inside))?.first
      default: break
      }
    }
  }
}
