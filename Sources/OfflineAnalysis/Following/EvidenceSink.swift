package import CaptureFiles
package import EvidenceStore
import TrafficModel

/// Keeps the captures that findings cite, before the ring moves on.
package final class EvidenceSink: RecordSink {
  /// Captures between the first and the last frame of one piece of evidence; further ones are not kept for it.
  private static let capturesPerItem: UInt32 = 64

  private let folder: EvidenceFolder
  private let ring: String
  private let catalog: CaptureCatalog
  private let complain: @Sendable (String) -> Void
  private var kept: Set<CaptureID> = []

  /// - Parameter ring: the folder that the names in `catalog` are of.
  package init(
    _ folder: EvidenceFolder, ring: String, catalog: CaptureCatalog, complain: @escaping @Sendable (String) -> Void
  ) {
    self.folder = folder
    self.ring = ring
    self.catalog = catalog
    self.complain = complain
  }

  package func receive(_ batch: borrowing RecordBatch) throws(StoreError) {
    for event in batch.events {
      guard case .finding(let finding) = event, finding.value.suppression == nil else { continue }
      for item in finding.value.evidence.items { keep(item) }
    }
  }

  package func commit(_ checkpoint: Checkpoint?) throws(StoreError) {}
  package func finish() throws(StoreError) {}

  private func keep(_ item: Provenance) {
    let first = item.firstFrame.capture.rawValue
    let last = min(item.lastFrame.capture.rawValue, first.addingReportingOverflow(Self.capturesPerItem).partialValue)
    guard first <= last else { return }
    for number in first...last {
      let capture = CaptureID(rawValue: number)
      // Audit logs are not of the ring, and stay where they are.
      guard capture.rawValue < CaptureID.firstLog.rawValue, kept.insert(capture).inserted,
        let name = catalog.name(of: capture)
      else { continue }
      switch folder.keep(name, of: ring) {
      case .alreadyKept: break
      case .failed(let error): complain("\(name) is cited by a finding and cannot be kept: \(describe(error))")
      case .kept:
        for gone in folder.prune() { complain("\(gone) is no longer kept as evidence: the folder's limit is reached") }
      }
    }
  }

  private func describe(_ error: Int32) -> String {
    "\(CaptureFileError(.cannotCreate, path: folder.path, systemError: error))"
  }
}
