/// One resource record of an answer.
package struct DNSAnswer: Hashable, Sendable {
  /// What a record says. Types that nothing is known about keep their length only.
  package enum Value: Hashable, Sendable {
    /// A, AAAA.
    case address(IPAddress)
    /// CNAME, DNAME, NS, PTR.
    case name(UntrustedText)
    case mailExchange(preference: UInt16, name: UntrustedText)
    case service(priority: UInt16, weight: UInt16, port: UInt16, target: UntrustedText)
    /// TXT: its strings, as far as the limit allows.
    case text([UntrustedText])
    case authority(primary: UntrustedText, mailbox: UntrustedText, serial: UInt32)
    /// HTTPS, SVCB.
    case serviceBinding(DNSServiceBinding)
    case opaque
  }

  /// Whose record it is.
  package var name: UntrustedText
  package var type: DNSRecordType
  /// Seconds for which it may be kept.
  package var timeToLive: UInt32
  /// Bytes of the record's own data on the wire.
  package var length: UInt16
  package var value: Value

  package init(name: UntrustedText, type: DNSRecordType, timeToLive: UInt32, length: UInt16, value: Value) {
    self.name = name
    self.type = type
    self.timeToLive = timeToLive
    self.length = length
    self.value = value
  }
}

/// Where and how a service is reached (RFC 9460).
package struct DNSServiceBinding: Hashable, Sendable {
  /// 0 makes it an alias (§2.4.2).
  package var priority: UInt16
  /// `.` stands for the owner's name.
  package var target: UntrustedText
  /// Protocols offered, as ALPN spells them.
  package var protocols: [UntrustedText] = []
  package var port: UInt16?
  /// Addresses given beforehand, IPv4 first.
  package var addressHints: [IPAddress] = []
  /// Keys for an encrypted ClientHello are offered: the name in the handshake may be a cover.
  package var offersEncryptedHello = false

  package init(priority: UInt16, target: UntrustedText) {
    self.priority = priority
    self.target = target
  }
}
