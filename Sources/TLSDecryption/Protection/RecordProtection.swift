/// The keys of one direction. Opening changes nothing but the chained vector of TLS 1.0.
enum RecordProtection {
  case aead(AEADProtection)
  case cbc(CBCProtection)

  /// The plaintext of a record with this sequence number, or nil when it does not authenticate.
  mutating func open(_ header: RecordHeader, _ body: RawSpan, sequence: UInt64) -> OpenedRecord? {
    switch self {
    case .aead(let protection): return protection.open(header, body, sequence: sequence)
    case .cbc(var protection):
      let record = protection.open(header, body, sequence: sequence)
      self = .cbc(protection)
      return record
    }
  }

  /// How many more bytes a record has than its plaintext, when that is fixed.
  var expansion: Int? {
    if case .aead(let protection) = self { return protection.expansion }
    return nil
  }

  /// Records can be opened only in a row without holes (the vectors of TLS 1.0).
  var isChained: Bool {
    if case .cbc(let protection) = self { return protection.implicitIV != nil }
    return false
  }
}
