package import TrafficModel

extension RecordEncoder {
  mutating func append(_ handshake: TLSHandshake, to line: inout RecordBuffer) {
    begin(
      "tls", RecordName(.tls, handshake.recordID), at: handshake.extent.start, flow: handshake.flow,
      extent: handshake.extent, to: &line)
    line.key("version")
    line.string(escaping: handshake.version.description)
    appendRequired("sni", handshake.serverName, to: &line)
    append("alpn_offered", handshake.offeredProtocols, to: &line)
    appendRequired("alpn", handshake.chosenProtocol, to: &line)
    append("cipher_suite", handshake.cipherSuiteName, to: &line)
    append("ja3", handshake.ja3, to: &line)
    append("ja3s", handshake.ja3s, to: &line)
    append("ja4", handshake.ja4, to: &line)
    line.key("certificate")
    if let leaf = handshake.serverCertificates.first { append(leaf, to: &line) } else { line.null() }
    appendUnlessZero("certificates", UInt64(handshake.serverCertificates.count), to: &line)
    if let client = handshake.clientCertificates.first {
      line.key("client_certificate")
      append(client, to: &line)
    }
    appendIfTrue("resumed", handshake.isResumed, to: &line)
    appendIfTrue("ech", handshake.offersEncryptedClientHello, to: &line)
    appendIfTrue("early_data", handshake.offersEarlyData, to: &line)
    appendIfTrue("renegotiation", handshake.isRenegotiation, to: &line)
    if let alert = handshake.fatalAlert { append("fatal_alert", UInt64(alert), to: &line) }
    append(handshake.decryption, to: &line)
  }

  func append(_ decryption: TLSHandshake.Decryption, to line: inout RecordBuffer) {
    line.key("decrypted")
    line.bool(decryption == .yes)
    line.key("decryption")
    line.string(escaping: decryption.rawValue)
  }

  private mutating func append(_ certificate: CertificateSummary, to line: inout RecordBuffer) {
    line.beginObject()
    appendRequired("subject", certificate.subject, to: &line)
    appendRequired("issuer", certificate.issuer, to: &line)
    append("names", certificate.subjectAlternativeNames, to: &line)
    line.key("not_before")
    line.time(certificate.notBefore)
    line.key("not_after")
    line.time(certificate.notAfter)
    append("serial", certificate.serialNumber, to: &line)
    append("key_algorithm", certificate.key.algorithm, to: &line)
    append("key_bits", bytes: certificate.key.bits, to: &line)
    appendIfTrue("self_signed", certificate.isSelfSigned, to: &line)
    append("sha256", certificate.fingerprint, to: &line)
    line.endObject()
  }

  /// Writes nothing for an empty list.
  private mutating func append(_ key: StaticString, _ texts: [UntrustedText], to line: inout RecordBuffer) {
    guard !texts.isEmpty else { return }
    line.key(key)
    line.beginArray()
    for text in texts.prefix(RecordLimits.listItems) {
      json.masker.appendString(text, limit: RecordLimits.nameBytes, to: &line)
    }
    line.endArray()
  }

  /// Text of ours; `null` when nil.
  private func append(_ key: StaticString, _ text: String?, to line: inout RecordBuffer) {
    line.key(key)
    if let text { line.string(escaping: text) } else { line.null() }
  }
}

extension TLSHandshake {
  /// Flow and the time of its first record: a renegotiation comes later.
  package var recordID: RecordID { RecordID(.tls, flow.id, UInt64(bitPattern: extent.start.nanoseconds)) }
}
