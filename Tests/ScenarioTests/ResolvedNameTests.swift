import AnalysisPipeline
import ByteParsing
import MCPDissection
import Testing
import TrafficForge
import TrafficModel

/// What a client resolved is the name of the flows it opens after it.
@Suite struct ResolvedNameTests {
  private final class Flows: EventSink {
    private(set) var summaries: [FlowSummary] = []
    private(set) var exchanges: [DNSExchange] = []

    func emit(_ event: TrafficEvent) {
      switch event {
      case .flow(let summary): summaries.append(summary.value)
      case .dns(let exchange): exchanges.append(exchange.value)
      default: break
      }
    }
  }

  private static let start = TrafficForge.defaultStart
  private static let client: [UInt8] = [192, 0, 2, 10]
  private static let resolver: [UInt8] = [192, 0, 2, 53]
  /// `mcp.example`, A, class IN.
  private static let question: [UInt8] = [3, 109, 99, 112, 7] + Array("example".utf8) + [0, 0, 1, 0, 1]

  private static func query(flags: [UInt8] = [1, 0], answers: UInt8 = 0) -> [UInt8] {
    [0, 7] + flags + [0, 1, 0, answers, 0, 0, 0, 0] + question
  }

  private static var answer: [UInt8] {
    query(flags: [0x81, 0x80], answers: 1) + [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 198, 51, 100, 7]
  }

  /// A UDP datagram over IPv4 without checksums, `milliseconds` before the connection begins.
  private static func datagram(
    _ source: [UInt8], _ sourcePort: UInt16, _ destination: [UInt8], _ port: UInt16, _ payload: [UInt8],
    before milliseconds: Int64
  ) -> ForgedFrame {
    let length = UInt16(28 + payload.count)
    let ports = [sourcePort, port, length - 20, 0].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    let header: [UInt8] = [0x45, 0, UInt8(length >> 8), UInt8(length & 255), 0, 0, 0, 0, 64, 17, 0, 0]
    return ForgedFrame(
      time: start.advanced(byNanoseconds: -milliseconds * 1_000_000),
      bytes: header + source + destination + ports + payload, linkType: .raw)
  }

  private func analyze(_ frames: [ForgedFrame]) -> Flows {
    let flows = Flows()
    let analyzer = Analyzer(limits: AnalyzerLimits(), hasher: SecretHasher(key: [7]), sink: flows)
    for (index, frame) in frames.enumerated() {
      let reference = FrameReference(capture: CaptureID(rawValue: 0), number: UInt64(index) + 1)
      let header = FrameHeader(
        time: frame.time, frame: reference, capturedLength: frame.bytes.count, wireLength: frame.wireLength,
        linkType: frame.linkType)
      analyzer.ingest(frame.bytes.span.bytes, header: header)
    }
    analyzer.finish()
    return flows
  }

  private func connection(to server: ForgedAddress, saying text: String) -> [ForgedFrame] {
    var wire = TrafficForge(client: "192.0.2.10", server: server)
    wire.handshake()
    wire.client.sends(text)
    wire.closes()
    return wire.frames(over: .raw)
  }

  private var resolution: [ForgedFrame] {
    [
      Self.datagram(Self.client, 40_000, Self.resolver, 53, Self.query(), before: 20),
      Self.datagram(Self.resolver, 53, Self.client, 40_000, Self.answer, before: 10),
    ]
  }

  @Test func aFlowWithoutANameOfItsOwnHasTheOneResolved() {
    let flows = analyze(resolution + connection(to: "198.51.100.7:9000", saying: "\u{1}\u{2}\u{3}"))
    #expect(flows.exchanges.map(\.status) == [.answered])
    let opaque = flows.summaries.first { $0.flow.server.port == 9000 }
    #expect(opaque?.serverName == UntrustedText("mcp.example"))
    #expect(flows.summaries.first { $0.flow.server.port == 53 }?.service == "dns")
  }

  @Test func theNameThatTheClientGivesGoesFirst() {
    let request = "GET / HTTP/1.1\r\nHost: other.example\r\n\r\n"
    let flows = analyze(resolution + connection(to: "198.51.100.7:9000", saying: request))
    #expect(flows.summaries.contains { $0.serverName == UntrustedText("other.example") })
    #expect(!flows.summaries.contains { $0.serverName == UntrustedText("mcp.example") })
  }

  @Test func anotherAddressHasNoName() {
    let flows = analyze(resolution + connection(to: "198.51.100.8:9000", saying: "\u{1}\u{2}\u{3}"))
    #expect(flows.summaries.allSatisfy { $0.serverName == nil })
  }
}
