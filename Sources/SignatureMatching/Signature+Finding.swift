package import TrafficModel

extension Signature {
  /// `SIG-` and its name: what suppressions and records cite.
  package var detectorID: DetectorID { DetectorID(rawValue: "SIG-" + (name ?? id)) }

  /// What its tags mean: `attack.t1041`, `atlas.aml.t0086`, `owasp.mcp10`, `safe.t1911`.
  package var mappings: [MappingID] {
    tags.compactMap { tag in
      guard let dot = tag.firstIndex(of: ".") else { return nil }
      let id = tag[tag.index(after: dot)...].uppercased()
      return switch tag[..<dot] {
      case "attack": Self.isTechnique(id) ? .attack(id) : nil
      case "atlas": .atlas(id)
      case "owasp": .owasp(id)
      case "safe": .safe(id.hasPrefix("SAFE-") ? id : "SAFE-" + id)
      default: MappingID(.other, tag)
      }
    }
  }

  /// Rules name tactics under the same prefix.
  private static func isTechnique(_ id: String) -> Bool { id.hasPrefix("T") && id.dropFirst().first?.isNumber == true }
}

extension SignatureLevel {
  package var severity: Severity {
    switch self {
    case .informational: .info
    case .low: .low
    case .medium: .medium
    case .high: .high
    case .critical: .critical
    }
  }
}

extension SignatureStatus {
  package var confidence: Double {
    switch self {
    case .stable: 0.9
    case .test: 0.7
    case .experimental: 0.5
    case .deprecated, .unsupported: 0.3
    }
  }
}
