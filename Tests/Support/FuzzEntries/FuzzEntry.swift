/// Everything that reads what a peer or a file wrote, by name. The fuzzers drive these, and so does the test that replays
/// old crashes.
///
/// A run ends normally for every input. It stops the process when a law of the parser is broken: that is a finding just
/// as a trap is.
public enum FuzzEntry: String, CaseIterable, Sendable {
  case frameDecoding = "frame-decoding"
  case tunnels
  case reassembly
  case http1
  case http2
  case hpack
  case eventStream = "event-stream"
  case webSocket = "websocket"
  case tls
  case dns
  case quic
  case jsonRPC = "json-rpc"
  case contentCoding = "content-coding"
  case captureFile = "capture-file"
  case authorization
  case records
  case settings
  case signatures
  case yara
  case hostLogs = "host-logs"
  case evidenceFiles = "evidence-files"
  case analysis

  /// Feeds `input` to the parser.
  public func run(_ input: UnsafeRawBufferPointer) {
    switch self {
    case .frameDecoding: fuzzFrameDecoding(input)
    case .tunnels: fuzzTunnels(input)
    case .reassembly: fuzzReassembly(input)
    case .http1: fuzzHTTP1(input)
    case .http2: fuzzHTTP2(input)
    case .hpack: fuzzHPACK(input)
    case .eventStream: fuzzEventStream(input)
    case .webSocket: fuzzWebSocket(input)
    case .tls: fuzzTLS(input)
    case .dns: fuzzDNS(input)
    case .quic: fuzzQUIC(input)
    case .jsonRPC: fuzzJSONRPC(input)
    case .contentCoding: fuzzContentCoding(input)
    case .captureFile: fuzzCaptureFile(input)
    case .authorization: fuzzAuthorization(input)
    case .records: fuzzRecords(input)
    case .settings: fuzzSettings(input)
    case .signatures: fuzzSignatures(input)
    case .yara: fuzzYara(input)
    case .hostLogs: fuzzHostLogs(input)
    case .evidenceFiles: fuzzEvidenceFiles(input)
    case .analysis: fuzzAnalysis(input)
    }
  }
}
