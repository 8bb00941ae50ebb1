import EvidenceStore
import TrafficModel

/// The flows and captures that findings of a store cite.
struct CitedFindings {
  private(set) var flows: Set<String> = []
  private(set) var captures: [String] = []

  init(_ uids: [String], store: String?) throws {
    guard let store, !uids.isEmpty else { return }
    do throws(StoreError) {
      let questions = StoreQuestions(try EvidenceDatabase(path: store, access: .read))
      for uid in uids {
        guard let finding = try questions.finding(uid: uid) else { throw StoreError.unknownFinding(uid, path: store) }
        add(finding)
      }
    } catch {
      Terminal.complain("\(error)")
      throw error.code == .notFound ? ExitStatus.usage : ExitStatus.unreadableInput
    }
  }

  private mutating func add(_ finding: FindingRow) {
    flows.formUnion(finding.evidence.map(\.flowID) + [finding.flowID].compactMap(\.self))
    for name in finding.evidence.map(\.capture.rawTextForMatchingAndStorage) where !captures.contains(name) {
      captures.append(name)
    }
  }
}

extension StoreError {
  fileprivate static func unknownFinding(_ uid: String, path: String) -> StoreError {
    StoreError(
      .notFound, path: path, cause: "There is no finding of that name in this store",
      advice: "Findings and their names: egret report --store \(path) --format json")
  }
}
