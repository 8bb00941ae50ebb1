package import ByteParsing
package import TrafficModel

/// The chain in a Certificate message (RFC 5246 §7.4.2, RFC 8446 §4.4.2), as encoded, leaf first.
package struct CertificateMessage: Hashable, Sendable {
  package var certificates: [[UInt8]] = []

  /// Keeps at most `limit` certificates.
  package init(parsing body: RawSpan, version: TLSVersion, limit: Int) throws(DecodeError) {
    var cursor = ByteCursor(body)
    if version == .tls13 {
      let contextLength = Int(try cursor.readUInt8())
      try cursor.skip(contextLength)
    }
    let listLength = Int(try cursor.readUInt24())
    var list = ByteCursor(try cursor.take(listLength))
    while list.remaining > 0, certificates.count < limit {
      let length = Int(try list.readUInt24())
      certificates.append([UInt8](copying: try list.take(length)))
      guard version == .tls13 else { continue }
      let extensionBytes = Int(try list.readUInt16())
      try list.skip(extensionBytes)
    }
  }
}
