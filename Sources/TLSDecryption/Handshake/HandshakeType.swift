/// Kinds of handshake messages that are told apart (RFC 8446 §4, RFC 5246 §7.4).
package struct HandshakeType: Hashable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let helloRequest = HandshakeType(rawValue: 0)
  package static let clientHello = HandshakeType(rawValue: 1)
  package static let serverHello = HandshakeType(rawValue: 2)
  package static let newSessionTicket = HandshakeType(rawValue: 4)
  package static let endOfEarlyData = HandshakeType(rawValue: 5)
  package static let encryptedExtensions = HandshakeType(rawValue: 8)
  package static let certificate = HandshakeType(rawValue: 11)
  package static let serverKeyExchange = HandshakeType(rawValue: 12)
  package static let certificateRequest = HandshakeType(rawValue: 13)
  package static let serverHelloDone = HandshakeType(rawValue: 14)
  package static let certificateVerify = HandshakeType(rawValue: 15)
  package static let clientKeyExchange = HandshakeType(rawValue: 16)
  package static let finished = HandshakeType(rawValue: 20)
  package static let certificateStatus = HandshakeType(rawValue: 22)
  package static let keyUpdate = HandshakeType(rawValue: 24)

  /// Values that some specification assigns; others hint at garbage.
  var isKnown: Bool { rawValue <= 25 || rawValue == 67 || rawValue == 254 }
}
