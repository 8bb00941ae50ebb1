import TrafficModel

/// A completed correlation as an event for others: it has the fields it was grouped by.
struct CorrelationSubject: SignatureSubject {
  let hit: SignatureHit

  var source: LogSource { LogSource() }
  var time: Timestamp { hit.time }
  var evidence: [Provenance] { hit.evidence }

  func values(of field: SignatureField) -> [SignatureValue] { hit.group[field.name].map { [.text($0)] } ?? [] }
  func everyValue() -> [SignatureValue] { hit.group.values.sorted().map(SignatureValue.text) }
}
