import AnalysisPipeline
import ByteParsing
import CaptureFiles
import MCPDissection
import PacketDecoding
import TLSDecryption
import TrafficModel

/// Reads flows again out of the files of a ring, once the keys have come that were missing at first.
///
/// What was inside them is stated now; the flow and its handshakes are stated again under the names they have, so that a
/// store puts them in the place of what it knew. Facts of name resolution are used and not stated again.
struct SecondLook {
  /// A file of the ring under the number that records cite it by.
  struct File {
    var capture: CaptureID
    var path: String
    var bytes: Int64
  }

  struct Outcome: Hashable {
    /// Flows that were read this time.
    var opened = 0
    /// Flows that were not: their frames are gone from the ring, or the key does not fit.
    var unread = 0
  }

  let limits: AnalyzerLimits
  let hasher: SecretHasher
  let secrets: SecretStore
  /// At most so many bytes of the ring are read at once; what follows is not looked at.
  let byteLimit: Int64

  func look(
    at flows: [UnreadFlows.Flow], in files: [File], except statedSessions: Set<RecordID>,
    emit: (TrafficEvent) -> Void
  ) -> Outcome {
    let sink = LateFacts(flows: Set(flows.map(\.flow.id)), statedSessions: statedSessions)
    let analyzer = Analyzer(limits: limits, hasher: hasher, secrets: secrets, sink: sink)
    let selector = FrameSelector(
      flows.map {
        FlowFinder.Found(
          flow: $0.flow, start: $0.extent.start, end: $0.extent.end, decryption: .noKey,
          clientRandoms: $0.clientRandoms)
      })
    var bytes: Int64 = 0
    for file in files where flows.contains(where: { Self.reaches($0.extent, into: file.capture) }) {
      bytes += file.bytes
      guard bytes <= byteLimit else { break }
      read(file, selector, analyzer)
    }
    analyzer.finish()
    var outcome = Outcome()
    outcome.opened = sink.openedFlows
    outcome.unread = flows.count - sink.openedFlows
    sink.events.forEach(emit)
    return outcome
  }

  private static func reaches(_ extent: Extent, into capture: CaptureID) -> Bool {
    extent.firstFrame.capture <= capture && capture <= extent.lastFrame.capture
  }

  /// A file that is gone, or broken, gives the frames it has.
  private func read(_ file: File, _ selector: FrameSelector, _ analyzer: Analyzer) {
    do throws(CaptureFileError) {
      var reader = try CaptureFileReader(path: file.path, as: file.capture)
      while case .frame = try reader.advance() {
        reader.withFrame { frame, header in
          if selector.selects(frame, header) || selector.namesHosts(frame, header) {
            analyzer.ingest(frame, header: header)
          }
        }
      }
    } catch {
      // Told when the ring was read first; flows that miss it are counted as unread.
    }
  }
}

/// What a second look found out, without what was known before.
///
/// A flow that is as opaque as before gives nothing.
private final class LateFacts: EventSink {
  private let flows: Set<FlowID>
  private let statedSessions: Set<RecordID>
  private var facts: [TrafficEvent] = []
  private var opened: Set<FlowID> = []

  init(flows: Set<FlowID>, statedSessions: Set<RecordID>) {
    self.flows = flows
    self.statedSessions = statedSessions
  }

  var openedFlows: Int { opened.count }
  var events: [TrafficEvent] { facts.filter { event in event.flow.map { opened.contains($0) } ?? false } }

  func emit(_ event: TrafficEvent) {
    guard let flow = event.flow, flows.contains(flow) else { return }
    switch event {
    case .flow(let summary) where summary.value.decryption == .yes: opened.insert(flow)
    case .session(let session) where statedSessions.contains(session.value.session.id): return
    case .anomaly(let anomaly) where anomaly.value.kind.isBelowApplication: return
    default: break
    }
    facts.append(event)
  }
}

extension TrafficEvent {
  /// The flow that a fact of traffic begins in; nil for what is said about the analysis, or found.
  fileprivate var flow: FlowID? {
    switch self {
    case .flow(let fact): fact.value.flow.id
    case .http(let fact): fact.value.flow.id
    case .session(let fact): fact.value.flow.id
    case .toolCall(let fact): fact.value.flow.id
    case .message(let fact): fact.value.flow.id
    case .toolDefinition(let fact): fact.value.flow.id
    case .tls(let fact): fact.value.flow.id
    case .anomaly(let fact): fact.value.flow?.id
    case .dns, .statistics, .finding: nil
    }
  }
}

extension Anomaly.Kind {
  /// Stated when the flow was seen first, whatever was inside it.
  fileprivate var isBelowApplication: Bool {
    ["ip.", "tcp.", "link.", "udp.", "tls."].contains { rawValue.hasPrefix($0) }
  }
}
