/// Numbers of the hello extensions that are read (IANA).
enum HelloExtension {
  static let serverName: UInt16 = 0
  static let supportedGroups: UInt16 = 10
  static let pointFormats: UInt16 = 11
  static let signatureAlgorithms: UInt16 = 13
  static let applicationProtocols: UInt16 = 16
  static let encryptThenMAC: UInt16 = 22
  static let extendedMasterSecret: UInt16 = 23
  static let sessionTicket: UInt16 = 35
  static let preSharedKey: UInt16 = 41
  static let earlyData: UInt16 = 42
  static let supportedVersions: UInt16 = 43
  static let encryptedClientHello: UInt16 = 0xfe0d

  /// Values reserved so that clients can send nonsense (RFC 8701).
  static func isGREASE(_ value: UInt16) -> Bool {
    value & 0x0f0f == 0x0a0a && value >> 8 == value & 0xff
  }
}
