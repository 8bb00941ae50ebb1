import AnalysisPipeline
import CaptureFiles
import Detection
import Foundation
import MCPDissection
import OfflineAnalysis
import Policy
import TLSDecryption
import Testing
import TokenVerification
import TrafficModel

/// What is said of real servers and clients that log in.
@Suite struct AuthorizationScenarioTests {
  private typealias FindingRecord = DetectionScenarioTests.FindingRecord

  /// What every plain capture here deserves beside what it is about.
  private static let asides: Set<String> = ["AUT-01", "AUT-03", "EXF-08"]

  /// Detectors and severities of one capture, without signatures.
  private func told(
    _ name: String, _ detection: DetectionSetup = DetectionSetup(), _ verifier: TokenVerifier? = nil
  ) throws -> Set<String> {
    let scenario = try #require(CaptureScenario.named("authorization/\(name)"))
    let run = try AnalysisRun(
      [scenario.capture], keys: scenario.keys.map { [$0] } ?? [], detection: detection, verifier: verifier)
    let findings = try run.records("finding", as: FindingRecord.self)
    return Set(findings.filter { !Self.asides.contains($0.detector) }.map { "\($0.detector) \($0.severity)" })
  }

  @Test(
    "each capture and its harmless twin",
    arguments: [
      ("jwt", []), ("jwt-unsigned", ["AUT-04 critical"]), ("jwt-expired", ["AUT-04 high"]),
      ("jwt-expired-control", []), ("jwt-forged", []), ("guessing", ["AUT-17 medium"]),
      ("pass-through", ["AUT-11 critical"]), ("pass-through-control", []), ("oauth", []),
      ("oauth-no-consent", ["AUT-13 high"]), ("foreign-page", ["AUT-18 high"]),
      ("foreign-page-control", ["AUT-18 low"]),
    ] as [(String, Set<String>)])
  func scenario(name: String, expected: Set<String>) throws { #expect(try told(name) == expected) }

  /// A policy for the server of the captures with the public key of their issuer (`recipes/lab/tokens.py`).
  private func policy() throws -> (DetectionSetup, TokenVerifier) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "egret-issuer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "keys.json")
    let set =
      #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-a","x":"6Le6ccSvyKIIkUIXoljusKZl-nguuKPi9N5Q2AZwSEw"}]}"#
    try Data(set.utf8).write(to: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path.path)
    var authentication = AuthenticationPolicy()
    authentication.issuers = ["https://login.example"]
    authentication.audiences = ["https://tides.example:8443/mcp"]
    authentication.algorithms = ["EdDSA"]
    authentication.keySetPaths = [path.path]
    var server = ServerPolicy(name: "tides")
    server.hosts = [HostNamePattern(parsing: "tides.example")].compactMap { $0 }
    server.authentication = authentication
    var detection = DetectionSetup()
    detection.egress.servers = [server]
    return (detection, try #require(try TokenVerifier(detection.egress)))
  }

  @Test func aForgedTokenIsKnownByItsIssuersKey() throws {
    let (detection, verifier) = try policy()
    #expect(try told("jwt-forged", detection, verifier) == ["AUT-05 critical"])
    #expect(try told("jwt", detection, verifier).isEmpty)
  }

  @Test("no secret of a login is in any record", arguments: ["pass-through", "oauth", "guessing", "jwt-forged"])
  func secrets(name: String) throws {
    let scenario = try #require(CaptureScenario.named("authorization/\(name)"))
    let sink = StepSink()
    try sink.read(scenario)
    #expect(!sink.secrets.isEmpty)
    let lines = try AnalysisRun([scenario.capture], keys: scenario.keys.map { [$0] } ?? []).lines
    for secret in sink.secrets { #expect(!lines.contains { $0.contains(secret) }, "a secret of \(name)") }
  }

  @Test func theStepsOfAFlowAreStatedInTheirOrder() throws {
    let sink = StepSink()
    try sink.read(try #require(CaptureScenario.named("authorization/oauth")))
    #expect(
      sink.steps == [
        "resource of 1 servers", "server", "registration with 1 redirects", "authorization S256 to consent",
        "grant authorization_code with verifier",
      ])
  }
}

/// The steps of OAuth in one capture, and the secrets that were sent in it.
private final class StepSink: EventSink {
  private(set) var steps: [String] = []
  private(set) var secrets: Set<String> = []

  func read(_ scenario: CaptureScenario) throws {
    let secrets = SecretStore()
    _ = try KeyLogFiles((scenario.keys.map { [$0] } ?? []).map(\.path)).load(into: secrets)
    let analyzer = Analyzer(
      limits: AnalyzerLimits(), hasher: SecretHasher(key: [7]), secrets: secrets, sink: self)
    var timeline = CaptureTimeline([scenario.capture.path])
    while timeline.next({ frame, header in analyzer.ingest(frame, header: header) }) {}
    analyzer.finish()
  }

  func emit(_ event: TrafficEvent) {
    guard case .http(let fact) = event else { return }
    let exchange = fact.value
    for name in ["authorization", "mcp-session-id"] as [StaticString] {
      guard let value = exchange.request.headers.first(name) else { continue }
      secrets.insert(String(decoding: value, as: UTF8.self).split(separator: " ").last.map(String.init) ?? "")
    }
    for place in [
      exchange.target?.rawTextForMatchingAndStorage,
      exchange.response.headers.first("location").map { String(decoding: $0, as: UTF8.self) },
    ] {
      for pair in (place?.split(separator: "?").last ?? "").split(separator: "&")
      where pair.hasPrefix("code=") || pair.hasPrefix("state=") {
        secrets.insert(String(pair.split(separator: "=").last ?? ""))
      }
    }
    if let step = exchange.oauth { steps.append(words(step)) }
  }

  private func words(_ step: OAuthStep) -> String {
    switch step {
    case .resourceMetadata(let metadata): "resource of \(metadata.authorizationServers.count) servers"
    case .serverMetadata: "server"
    case .registration(let registration): "registration with \(registration.redirects.count) redirects"
    case .authorization(let step):
      "authorization \(step.challengeMethod?.rawTextForMatchingAndStorage ?? "-") to "
        + (step.code == nil ? "consent" : "client")
    case .callback: "callback"
    case .grant(let grant):
      "grant \(grant.type.rawTextForMatchingAndStorage) \(grant.hasVerifier ? "with" : "without") verifier"
    }
  }
}
