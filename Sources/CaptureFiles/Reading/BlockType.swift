/// Numbers of the pcapng blocks that are read; all others are skipped.
enum BlockType {
  static let interfaceDescription: UInt32 = 1
  static let obsoletePacket: UInt32 = 2
  static let simplePacket: UInt32 = 3
  static let interfaceStatistics: UInt32 = 5
  static let enhancedPacket: UInt32 = 6
  static let decryptionSecrets: UInt32 = 10
}

/// Fixed numbers inside pcapng blocks.
enum BlockLayout {
  /// Type, length, and length again.
  static let minimumLength = 12
  static let byteOrderMagic: UInt32 = 0x1a2b_3c4d
  /// The secret is the text of a TLS key log.
  static let tlsKeyLog: UInt32 = 0x544c_534b
}
