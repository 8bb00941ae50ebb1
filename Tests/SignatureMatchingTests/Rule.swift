import SignatureLoading
import SignatureMatching

/// Writes and tries rules in a line or two.
enum Rule {
  static func documents(_ yaml: String, placeholders: [String: [String]] = [:]) throws -> [SignatureDocument] {
    let reader = SignatureReader(fields: EventTaxonomy(), placeholders: placeholders)
    return try YAMLReader.documents(yaml).map { try reader.document($0, file: "test.yml") }
  }

  static func set(_ yaml: String, placeholders: [String: [String]] = [:]) throws -> SignatureSet {
    SignatureSet(try documents(yaml, placeholders: placeholders))
  }

  /// A rule over events of another product, whose fields may have any name.
  static func text(detection: String, condition: String) -> String {
    """
    title: Example
    logsource: { product: example }
    detection:
    \(detection.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      condition: \(condition)
    """
  }

  static func event(_ yaml: String, source: LogSource = LogSource(product: "example")) throws -> NodeSubject {
    NodeSubject(try YAMLReader.documents(yaml).first ?? SignatureNode(.mapping([])), source: source)
  }

  /// Whether a rule with one selection matches.
  static func matches(_ selection: String, _ event: String, placeholders: [String: [String]] = [:]) throws -> Bool {
    let set = try set(
      text(detection: "selection: { \(selection) }", condition: "selection"), placeholders: placeholders)
    if let refusal = set.refusals.first { throw refusal.problem }
    return try !SignatureMatcher(set).match(self.event(event)).isEmpty
  }

  /// Why a rule with one selection is refused.
  static func problem(_ selection: String) -> String {
    do {
      _ = try matches(selection, "{}")
      return "accepted"
    } catch {
      return "\(error)"
    }
  }
}
