/// What a record carries (RFC 8446 §5.1, RFC 6520).
package struct ContentType: Hashable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let changeCipherSpec = ContentType(rawValue: 20)
  package static let alert = ContentType(rawValue: 21)
  package static let handshake = ContentType(rawValue: 22)
  package static let applicationData = ContentType(rawValue: 23)
  package static let heartbeat = ContentType(rawValue: 24)

  var isKnown: Bool { (20...24).contains(rawValue) }
}
