import Detection
import EvidenceStore
import Foundation
import MCPDissection
import OfflineAnalysis
import TLSDecryption
import TrafficModel

/// Captures, read as `egret analyze` reads them, with names and keys that never change.
struct AnalysisRun {
  /// Records in the order they were written, without their line feeds.
  var lines: [String]
  var outcome: OfflineAnalysis.Outcome

  init(
    _ captures: [URL], keys: [URL] = [], detection: DetectionSetup = DetectionSetup(),
    verifier: (any TokenVerifying)? = nil, rules: RuleSets = RuleSets()
  ) throws {
    let hasher = SecretHasher(key: Array("0123456789abcdef0123456789abcdef".utf8))
    let catalog = CaptureCatalog()
    // Belongs to the writer's thread until `finish` has returned.
    nonisolated(unsafe) let collected = LineCollector()
    nonisolated(unsafe) let sinks: [any RecordSink] = [collected]
    let writer = EventWriter(
      encoder: RecordEncoder(sensor: "test", captures: catalog, redaction: .redacted, hasher: hasher), sinks: sinks)
    let secrets = SecretStore()
    _ = try KeyLogFiles(keys.map(\.path)).load(into: secrets)
    outcome = OfflineAnalysis(hasher: hasher, secrets: secrets, detection: detection, rules: rules, verifier: verifier)
      .run(
        captures.map(\.path), catalog: catalog, into: writer
      ) { _ in true }
    try writer.finish()
    lines = String(decoding: collected.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  func records<Record: Decodable>(_ type: String, as record: Record.Type = Record.self) throws -> [Record] {
    let marker = "\"event_type\":\"\(type)\""
    return try lines.filter { $0.contains(marker) }.map { try JSONDecoder().decode(Record.self, from: Data($0.utf8)) }
  }
}
