/// A name that a public catalogue of techniques or risks has for what a finding tells of.
package struct MappingID: Hashable, Sendable {
  package enum Framework: String, CaseIterable, Sendable {
    /// MITRE ATT&CK.
    case attack
    /// MITRE ATLAS.
    case atlas
    /// OWASP MCP Top 10.
    case owasp
    /// SAFE-MCP.
    case safe
    /// Anything else a signature names.
    case other
  }

  package var framework: Framework
  package var id: String

  package init(_ framework: Framework, _ id: String) {
    self.framework = framework
    self.id = id
  }

  package static func attack(_ id: String) -> Self { Self(.attack, id) }
  package static func atlas(_ id: String) -> Self { Self(.atlas, id) }
  package static func owasp(_ id: String) -> Self { Self(.owasp, id) }
  package static func safe(_ id: String) -> Self { Self(.safe, id) }
}
