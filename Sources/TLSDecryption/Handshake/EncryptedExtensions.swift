package import ByteParsing

/// The server's answers that TLS 1.3 protects (RFC 8446 §4.3.1); only what is read.
package struct EncryptedExtensions: Hashable, Sendable {
  package var applicationProtocol: [UInt8]?
  package var acceptsEarlyData = false

  package init(parsing body: RawSpan) throws(DecodeError) {
    var cursor = ByteCursor(body)
    let length = Int(try cursor.readUInt16())
    var list = ByteCursor(try cursor.take(length))
    while list.remaining > 0 {
      let type = try list.readUInt16()
      let insideLength = Int(try list.readUInt16())
      var inside = ByteCursor(try list.take(insideLength))
      if type == HelloExtension.earlyData { acceptsEarlyData = true }
      if type == HelloExtension.applicationProtocols {
        applicationProtocol = (try? ClientHello.protocolNames(&inside))?.first
      }
    }
  }
}
