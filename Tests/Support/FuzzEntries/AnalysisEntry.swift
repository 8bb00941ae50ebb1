import AnalysisPipeline
import MCPDissection
import TrafficModel

/// The input is a capture file, analyzed as a whole.
public func fuzzAnalysis(_ input: UnsafeRawBufferPointer) {
  let sink = CountingSink()
  let analyzer = Analyzer(limits: AnalyzerLimits(), hasher: SecretHasher(key: [1]), sink: sink)
  forEachFrame(of: input) { analyzer.ingest($0, header: $1) }
  analyzer.finish()
}

private final class CountingSink: EventSink {
  private(set) var events = 0
  func emit(_ event: TrafficEvent) { events += 1 }
}
