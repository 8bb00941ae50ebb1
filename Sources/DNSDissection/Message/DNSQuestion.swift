import ByteParsing
package import TrafficModel

/// What is asked (RFC 1035 §4.1.2).
package struct DNSQuestion: Hashable, Sendable {
  package var name: UntrustedText
  package var type: DNSRecordType
  package var classNumber: UInt16

  package init(name: UntrustedText, type: DNSRecordType, classNumber: UInt16) {
    self.name = name
    self.type = type
    self.classNumber = classNumber
  }

  init(_ message: RawSpan, parsing cursor: inout ByteCursor) throws(DecodeError) {
    name = try DNSName.read(message, &cursor)
    type = DNSRecordType(rawValue: try cursor.readUInt16())
    classNumber = try cursor.readUInt16()
  }

  /// Equal for questions that are the same to a name server.
  var folded: DNSQuestion { DNSQuestion(name: DNSName.folded(name), type: type, classNumber: classNumber) }
}
