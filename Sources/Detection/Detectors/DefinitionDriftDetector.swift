package import TrafficModel

/// Tools whose definition changes after somebody came to trust it: rug pulls.
package struct DefinitionDriftDetector: Detector {
  package static let about = DetectorDescription(
    id: "RUG-01", title: "Changed tool definition", severity: .high,
    fires: """
      when a server declares a tool otherwise than before: info for white space, low for words, medium when it asks for more, \
      high when text that gives orders appears
      """,
    staysSilent: "for the same definition again, whatever the order of its keys; for other credentials",
    falseAlarms: ["releases of the server: look whether its version changed as well"],
    references: [.attack("T1195.002"), .atlas("AML.T0109"), .owasp("MCP03"), .owasp("MCP04"), .safe("SAFE-T1201")])
  package static let interest: TrafficEvent.Kinds = .toolDefinition

  private struct Key: Hashable, Sendable {
    var server: Endpoint
    var credential: KeyedHash?
    var tool: UntrustedText
  }

  /// Tools that are remembered; changes of those that were forgotten are told without what changed.
  private static let toolLimit = 65_536

  private struct Known: Sendable {
    var snapshot: ToolSnapshot
    var version: UntrustedText?
    /// Of the list that declared it last.
    var place: Provenance
    /// A list may hold one name several times, as those of gateways do; none of these is a change.
    var digests: Set<Digest>
  }

  /// Definitions of one name in one list.
  private static let twinLimit = 64

  /// Copies share it: there is one for each analysis.
  private nonisolated(unsafe) let scanner = TextScanner()
  private var known = RecentTable<Key, Known>(limit: Self.toolLimit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func recall(_ memory: Recollection) {
    guard case .definition(let definition) = memory else { return }
    let key = Self.key(definition)
    let place = definition.provenance
    if known[key]?.place.flow == place.flow {
      known[key]?.digests.insert(definition.digest)
    } else {
      known[key] = Known(
        snapshot: ToolSnapshot(definition, features: scanner.marks(of: definition)),
        version: definition.session.server?.version, place: place, digests: [definition.digest])
    }
  }

  private static func key(_ definition: ToolDefinition) -> Key {
    Key(server: definition.flow.server, credential: definition.session.credential?.hash, tool: definition.tool)
  }

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    let key = Self.key(definition)
    let snapshot = ToolSnapshot(definition, features: scanner.marks(of: definition))
    let version = definition.session.server?.version
    let place = definition.provenance
    guard var before = known[key] else {
      known[key] = Known(snapshot: snapshot, version: version, place: place, digests: [definition.digest])
      guard definition.changedFrom != nil else { return }
      findings.append(finding(definition, .wording, InstructionMarks(), isRelease: false, before: nil))
      return
    }
    let isTwin = before.place == place || before.digests.contains(definition.digest)
    let (old, oldVersion) = (before.snapshot, before.version)
    if isTwin, before.digests.count < Self.twinLimit {
      before.digests.insert(definition.digest)
    } else {
      before.digests = [definition.digest]
    }
    before.snapshot = snapshot
    before.version = version
    before.place = place
    known[key] = before
    guard !isTwin else { return }
    let newFeatures = snapshot.features.subtracting(old.features)
    let change = DefinitionChange.between(old, snapshot, newFeatures: newFeatures)
    let isRelease = version != nil && oldVersion != nil && oldVersion != version
    findings.append(finding(definition, change, newFeatures, isRelease: isRelease, before: old))
  }

  private func finding(
    _ definition: ToolDefinition, _ change: DefinitionChange, _ features: InstructionMarks, isRelease: Bool,
    before: ToolSnapshot?
  ) -> Finding {
    let score = InstructionScore(features)
    var explanation: FindingText = """
      The server \(definition.flow.server) had declared \(definition.tool) otherwise before. Kind of change: \
      \(own: change.rawValue)\(own: features.isEmpty ? "" : "; what is new " + score.words).
      """
    if let before {
      let added = ToolSnapshot(definition, features: InstructionMarks()).parameters.subtracting(before.parameters)
        .sorted()
      for name in added.prefix(8) { explanation = explanation + " New parameter: \(UntrustedText(name))." }
      if let old = before.description, let new = definition.description, old != new {
        explanation = explanation + " Description before: \(old) Now: \(new)"
      }
    }
    if isRelease { explanation = explanation + " The server's version changed, too, as it does in a release." }
    let severity = isRelease && change != .orders ? min(change.severity, .low) : change.severity
    return Self.about.finding(
      "The definition of \(definition.tool) changed (\(own: change.rawValue))", severity: severity,
      confidence: change == .orders ? 0.9 : 0.7,
      subject: FindingSubject(server: definition.flow.server, tool: definition.tool), key: change.rawValue,
      flow: definition.flow, extent: definition.extent, evidence: Evidence(definition.provenance), score: score.parts,
      explanation: explanation)
  }
}
