import CaptureFiles
import EvidenceStore
import OfflineAnalysis

/// Reads captures for the facts in them alone: nothing is judged, nothing kept.
struct CaptureReading {
  var keys: KeyOptions
  var records: RecordOptions

  /// - Returns: how many captures were read.
  @discardableResult
  func read(_ captures: [String], into sink: any RecordSink) throws -> Int {
    let inputs = CaptureInputs(captures)
    for problem in inputs.problems { Terminal.complain("\(problem)") }
    let hasher = try records.hasher()
    let catalog = CaptureCatalog()
    // Belongs to the writer's thread until `finish` has returned.
    nonisolated(unsafe) let sinks = [sink]
    let writer = EventWriter(
      encoder: RecordEncoder(sensor: records.sensor, captures: catalog, redaction: records.redact, hasher: hasher),
      sinks: sinks)
    let (secrets, keyLogs) = try keys.secrets(isGrowing: false, isQuiet: true)
    let outcome = OfflineAnalysis(hasher: hasher, secrets: secrets, keyLogs: keyLogs)
      .run(inputs.names, catalog: catalog, into: writer) { _ in true }
    do throws(StoreError) { try writer.finish() } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
    guard outcome.captures.contains(where: { !CaptureWords.isUnread($0) }) else { throw ExitStatus.unreadableInput }
    return outcome.captures.count
  }
}
