import Foundation
import Testing

/// Frames, flows, payload, HTTP requests, responses and bodies are those that tshark finds.
@Suite(.enabled(if: Tool.tshark != nil, "tshark is not installed"))
struct DifferentialTests {
  struct Capture: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var url: URL
    /// Idle flows end in its pauses, which tshark never lets them.
    var isStretched = false
  }

  /// Ours and the shared ones that both can read: what is encrypted is compared where it is decrypted.
  static let captures =
    CaptureScenario.all.filter { !$0.name.hasPrefix("tls/") }.map {
      Capture(testDescription: $0.name, url: $0.capture, isStretched: $0.isStretched)
    }
    + SharedCapture.all.filter { $0.keys == nil && !$0.name.hasPrefix("enc_tls") }
    .map { Capture(testDescription: $0.name, url: $0.capture) }

  @Test("we agree with tshark", arguments: captures)
  func agreement(capture: Capture) throws {
    let run = try AnalysisRun([capture.url])
    let name = capture.testDescription
    let ours = try TrafficFacts(run)
    let theirs = try TrafficFacts(
      tshark: #require(Tool.tshark), capture.url, http2Port: DifferentialException.http2Ports[name])
    #expect(ours.frames == theirs.frames)
    if !capture.isStretched, isCompared(.flows, name) { #expect(ours.tcpFlows == theirs.tcpFlows) }
    if isCompared(.payload, name) { #expect(ours.payloadBytes == theirs.payloadBytes) }
    if isCompared(.messages, name) {
      #expect(ours.methods == theirs.methods)
      #expect(ours.statuses == theirs.statuses)
    }
    if isCompared(.bodies, name) { #expect(ours.bodyBytes == theirs.bodyBytes) }
    if isCompared(.results, name) { #expect(ours.resultDigests.subtracting(theirs.resultDigests) == []) }
  }

  private func isCompared(_ aspect: DifferentialException.Aspect, _ capture: String) -> Bool {
    !DifferentialException.all.contains { $0.captures.contains(capture) && $0.aspects.contains(aspect) }
  }
}
