import AnalysisPipeline
import MCPDissection
import TLSDecryption
import TrafficModel

/// The input is a capture file, analyzed as a whole.
public func fuzzAnalysis(_ input: UnsafeRawBufferPointer) {
  let sink = CountingSink()
  let secrets = SecretStore()
  let analyzer = Analyzer(limits: AnalyzerLimits(), hasher: SecretHasher(key: [1]), secrets: secrets, sink: sink)
  forEachFrame(of: input, secrets: { secrets.add(keyLog: $0) }) { analyzer.ingest($0, header: $1) }
  analyzer.finish()
}

private final class CountingSink: EventSink {
  private(set) var events = 0
  func emit(_ event: TrafficEvent) { events += 1 }
}
