package import AnalysisPipeline
package import CaptureFiles
import FlowTracking
package import MCPDissection
package import TLSDecryption
import TrafficModel

/// Writes the conversations of a selection out of captures into a capture of their own.
///
/// Reads the captures twice: once to know which flows are wanted and which secrets open them, once for their frames.
package struct CaptureExtraction {
  /// What is written of encrypted flows.
  package enum Form: Sendable {
    /// Their frames as they were captured.
    case frames
    /// The same, and before them the secrets that open them, and no others.
    case framesWithSecrets
    /// What was inside, framed as TCP, wherever it could be read. Flows in the clear stay as they were captured.
    case plaintext
  }

  package struct Outcome: Sendable {
    /// Flows that fit the selection.
    package var flows = 0
    /// Encrypted flows among them that could not be read, or not to their end.
    package var unreadFlows = 0
    package var secrets = 0
    /// Nil when nothing fitted: no file was made then.
    package var written: FinishedCapture?
    package var captures: [CaptureStatus] = []
  }

  private let limits: AnalyzerLimits
  private let hasher: SecretHasher
  private let secrets: SecretStore

  package init(limits: AnalyzerLimits = AnalyzerLimits(), hasher: SecretHasher, secrets: SecretStore) {
    self.limits = limits
    self.hasher = hasher
    self.secrets = secrets
  }

  /// - Parameter names: paths of files, which can be read twice.
  package func run(
    _ names: [String], _ selection: FlowSelection, as form: Form, to path: String
  ) throws(CaptureFileError) -> Outcome {
    var outcome = Outcome()
    let found = find(names, selection, &outcome)
    outcome.flows = found.count
    outcome.unreadFlows = found.count { $0.decryption.map { $0 != .yes } ?? false }
    guard !found.isEmpty else { return outcome }
    let keyLog = form == .framesWithSecrets ? found.flatMap(\.clientRandoms).flatMap { secrets.keyLog(of: $0) } : []
    outcome.secrets = keyLog.count { $0 == UInt8(ascii: "\n") }
    outcome.written =
      switch form {
      case .frames, .framesWithSecrets: try copy(names, FrameSelector(found), keyLog, to: path)
      case .plaintext: try decrypt(names, found, to: path)
      }
    return outcome
  }

  private func find(_ names: [String], _ selection: FlowSelection, _ outcome: inout Outcome) -> [FlowFinder.Found] {
    var timeline = CaptureTimeline(names)
    let finder = FlowFinder(selection)
    let analyzer = Analyzer(limits: limits, hasher: hasher, secrets: secrets, sink: finder)
    for text in CaptureSecrets.collect(names) { secrets.add(keyLog: text) }
    takeSecrets(&timeline)
    while timeline.next({ analyzer.ingest($0, header: $1) }) {
      if timeline.hasSecrets { takeSecrets(&timeline) }
    }
    analyzer.finish()
    outcome.captures = timeline.statuses
    return finder.found
  }

  private func takeSecrets(_ timeline: inout CaptureTimeline) {
    for text in timeline.takeSecrets() { secrets.add(keyLog: text) }
  }

  private func copy(
    _ names: [String], _ selector: FrameSelector, _ keyLog: [UInt8], to path: String
  ) throws(CaptureFileError) -> FinishedCapture {
    var output = try ExtractedCapture(creating: path, secrets: keyLog)
    var timeline = CaptureTimeline(names)
    let sources = Self.sources(timeline)
    while try timeline.next({ (frame: RawSpan, header: FrameHeader) throws(CaptureFileError) in
      guard selector.selects(frame, header) else { return }
      try Self.append(frame, header, sources, to: &output)
    }) {}
    return try output.finish()
  }

  private func decrypt(
    _ names: [String], _ found: [FlowFinder.Found], to path: String
  ) throws(CaptureFileError) -> FinishedCapture {
    let clear = FrameSelector(found.filter { $0.decryption == nil })
    let encrypted = FrameSelector(found.filter { $0.decryption != nil })
    var output = try ExtractedCapture(creating: path, secrets: [])
    var timeline = CaptureTimeline(names)
    let sources = Self.sources(timeline)
    let flows = PlaintextFlows(secrets)
    var table = FlowTable(limits: limits.flow, observer: flows)
    var last = Moment(time: .zero, frame: .none)
    while try timeline.next({ (frame: RawSpan, header: FrameHeader) throws(CaptureFileError) in
      last = header.moment
      if clear.selects(frame, header) { try Self.append(frame, header, sources, to: &output) }
      if encrypted.selects(frame, header) { table.ingest(frame, header: header) }
      try Self.append(flows.takeSaid(), to: &output)
    }) {}
    table.finish(at: last)
    try Self.append(flows.takeSaid(), to: &output)
    return try output.finish()
  }

  private static func append(
    _ said: [PlaintextFlows.Said], to output: inout ExtractedCapture
  ) throws(CaptureFileError) {
    for said in said {
      try output.append(
        said.datagram.span.bytes, linkType: .raw, from: nil, named: "decrypted", at: said.time,
        wireLength: said.datagram.count)
    }
  }

  private static func append(
    _ frame: RawSpan, _ header: FrameHeader, _ sources: [CaptureID: String], to output: inout ExtractedCapture
  ) throws(CaptureFileError) {
    let capture = header.frame.capture
    try output.append(
      frame, linkType: header.linkType, from: capture, named: sources[capture] ?? "", at: header.time,
      wireLength: header.wireLength)
  }

  private static func sources(_ timeline: borrowing CaptureTimeline) -> [CaptureID: String] {
    Dictionary(timeline.statuses.map { ($0.capture, $0.name) }) { first, _ in first }
  }
}
