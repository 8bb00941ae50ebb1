package import TrafficModel

/// A YARA rule that matched. The text it matched is not in it: that may be a secret.
package struct YaraHit: Hashable, Sendable {
  package var rule: String
  package var tags: [String] = []
  /// What the rule says of itself, keys in lower case; of repeated keys, the first.
  package var meta: [String: String] = [:]
  /// Identifiers of the strings that were found.
  package var strings: [String] = []

  /// Identifiers that a finding lists; a rule may have thousands.
  static let stringLimit = 16

  /// `severity`, `level`, `threat_level` or `risk` as a word, or `score` from 0 to 100 as collections of rules have it.
  package var severity: Severity {
    for key in ["severity", "level", "threat_level", "risk"] {
      if let named = meta[key].flatMap(Self.severity) { return named }
    }
    guard let score = meta["score"].flatMap(Int.init) else { return .medium }
    return score >= 80 ? .high : score >= 60 ? .medium : score >= 40 ? .low : .info
  }

  private static func severity(_ word: String) -> Severity? {
    switch word.lowercased() {
    case "critical": .critical
    case "high", "severe": .high
    case "medium", "moderate": .medium
    case "low", "minor": .low
    case "info", "informational", "safe": .info
    default: nil
    }
  }

  /// Where the rule says more can be read, or what it calls the threat.
  package var description: String? { meta["description"] ?? meta["desc"] }
  package var reference: String? { meta["reference"] ?? meta["url"] }

  /// Techniques of ATT&CK in tags and in what rules say of themselves.
  package var mappings: [MappingID] {
    let named = tags + ["mitre", "mitre_attack", "attack", "technique"].compactMap { meta[$0] }
    let words = named.flatMap { $0.uppercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) } }
    let techniques = words.filter {
      $0.first == "T" && $0.count >= 5 && $0.dropFirst().prefix(4).allSatisfy(\.isNumber)
    }
    return Set(techniques).sorted().prefix(Self.stringLimit).map { .attack(String($0)) }
  }
}
