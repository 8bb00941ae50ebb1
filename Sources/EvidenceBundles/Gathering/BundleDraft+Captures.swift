internal import CaptureFiles
package import OfflineAnalysis

extension BundleDraft {
  package struct Carved: Hashable, Sendable {
    package var frames: UInt64 = 0
    package var flows = 0
    /// Captures that findings cite and that are gone.
    package var unavailable: [String] = []
    /// Captures that are not what they were when they were captured.
    package var changed: [String] = []
  }

  /// Carves the flows of findings out of captures: their packets, untouched, each on an interface named after its capture.
  ///
  /// - Parameters:
  ///   - captures: paths; those findings name when empty.
  ///   - form: with or without the secrets that open them.
  package func carve(
    _ findings: GatheredFindings, from captures: [String], _ extraction: CaptureExtraction,
    as form: CaptureExtraction.Form
  ) throws -> Carved {
    var carved = Carved()
    guard !findings.flows.isEmpty else { return carved }
    var sources: [String] = []
    for path in captures.isEmpty ? findings.captures.sorted() : captures {
      do throws(BundleError) {
        let source = try SourceCapture(path)
        custody.add(.acquired, path, bytes: source.bytes, digest: source.digest, note: source.note)
        if !source.isAsAcquired { carved.changed.append(path) }
        sources.append(path)
      } catch {
        custody.add(.unavailable, path, note: error.cause)
        carved.unavailable.append(path)
      }
    }
    guard !sources.isEmpty, let file = BundlePath("captures/findings.pcapng") else { return carved }
    var selection = FlowSelection()
    selection.flows = findings.flows
    let path = try place(for: file)
    let outcome = try extraction.run(sources, selection, as: form, to: path)
    guard let written = outcome.written else { return carved }
    (carved.frames, carved.flows) = (written.frames, outcome.flows)
    let (bytes, digest) = try FileCopy.digest(path)
    custody.add(
      .derived, "data/\(file)", source: "\(sources.count) captures", bytes: bytes, digest: digest,
      note: "\(written.frames) frames of \(outcome.flows) flows, of \(findings.flows.count) that findings name")
    return carved
  }
}
