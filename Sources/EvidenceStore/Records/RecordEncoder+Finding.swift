internal import TrafficModel

extension RecordEncoder {
  mutating func append(_ finding: Finding, to line: inout RecordBuffer) {
    begin(
      "finding", RecordName(.finding, finding.id), at: finding.extent.start, flow: finding.flow,
      extent: finding.extent, to: &line)
    line.key("last")
    line.time(finding.extent.end)
    line.key("detector")
    line.string(escaping: finding.detector.rawValue)
    line.key("title")
    append(finding.title, to: &line)
    line.key("severity")
    line.string(escaping: finding.severity.name)
    line.key("confidence")
    line.decimal(thousandths: Self.exactThousandths(finding.confidence))
    append(finding.subject, to: &line)
    line.key("deduplication_key")
    line.string(escaping: finding.deduplicationKey)
    append("occurrences", finding.occurrences, to: &line)
    append(finding.score, to: &line)
    line.key("explanation")
    append(finding.explanation, to: &line)
    line.key("false_positives")
    line.beginArray()
    for condition in finding.falseAlarms { line.string(escaping: condition) }
    line.endArray()
    append(finding.references, to: &line)
    append(finding.evidence.items, to: &line)
    append(finding.suppression, to: &line)
  }

  /// A peer's words are masked as everywhere else, ours stand as they are.
  private mutating func append(_ text: FindingText, to line: inout RecordBuffer) {
    line.beginString()
    for part in text.parts {
      switch part {
      case .own(let words): line.escaped(words)
      case .peer(let words):
        let bytes = Array(words.rawTextForMatchingAndStorage.utf8)
        if redaction == .full {
          line.escaped(bytes.span)
        } else {
          json.masker.append(bytes.span, scope: .values, limit: RecordLimits.nameBytes, to: &line)
        }
      }
    }
    line.endString()
  }

  private mutating func append(_ subject: FindingSubject, to line: inout RecordBuffer) {
    line.key("subject")
    line.beginObject()
    if let client = subject.client {
      line.key("client_ip")
      line.string(escaping: client.description)
    }
    if let server = subject.server {
      line.key("server_ip")
      line.string(escaping: server.address.description)
      append("server_port", UInt64(server.port), to: &line)
    }
    append("tool", subject.tool, to: &line)
    append("destination", subject.destination, to: &line)
    line.endObject()
  }

  private func append(_ score: [ScorePart], to line: inout RecordBuffer) {
    line.key("score")
    line.beginObject()
    for part in score {
      line.key(escaping: Array(part.name.utf8).span)
      line.decimal(thousandths: Self.exactThousandths(part.value))
    }
    line.endObject()
  }

  private func append(_ references: [MappingID], to line: inout RecordBuffer) {
    line.key("references")
    line.beginArray()
    for reference in references {
      line.beginObject()
      line.key("framework")
      line.string(escaping: reference.framework.rawValue)
      line.key("id")
      line.string(escaping: reference.id)
      line.endObject()
    }
    line.endArray()
  }

  private func append(_ suppression: SuppressionNote?, to line: inout RecordBuffer) {
    line.key("suppressed")
    guard let suppression else { return line.null() }
    line.beginObject()
    line.key("reason")
    line.string(escaping: suppression.reason)
    line.key("author")
    line.string(escaping: suppression.author)
    line.key("expires")
    line.time(suppression.expires)
    line.endObject()
  }

  private static func exactThousandths(_ value: Double) -> Int64 {
    let scaled = (value * 1000).rounded()
    return Int64(exactly: scaled) ?? (scaled < 0 ? .min : .max)
  }
}
