import Foundation
import Testing
import TrafficForge
import TrafficModel

/// A task outlives the session, the connection and the token that began it: its call is joined with the result, where the one
/// who fetches it is the one who called.
@Suite struct TaskJoinTests {
  struct CallRecord: Decodable {
    var tool: String
    var status: String
    var session_uid: String
    var result_session_uid: String?
    var result_basis: String?
    var result_bytes: Int?
  }

  private struct SessionRecord: Decodable {
    var session_uid: String
    var tool_calls: Int
  }

  private struct Told {
    var calls: [CallRecord]
    var sessions: [String: Int]
    var detectors: Set<String>
  }

  /// A connection on which a client says something in a session of its own.
  struct Visit: Sendable {
    var client: ForgedAddress = "192.0.2.10"
    var session = "5d1e3f20a9c84b7e"
    var token: String?
    var minutes = 0

    var headers: [ForgedHeader] {
      [("mcp-session-id", session)] + (token.map { [("authorization", "Bearer \($0)")] } ?? [])
    }

    func begun(_ body: (inout TrafficForge, [ForgedHeader]) -> Void) -> TrafficForge {
      var client = client
      client = ForgedAddress(
        Endpoint(client.address, UInt16(50_000 + minutes % 1_000 + session.utf8.reduce(0) { $0 + Int($1) % 7 })))
      var wire = TrafficForge(
        client: client,
        start: TrafficForge.defaultStart.advanced(byNanoseconds: Int64(minutes) * 60_000_000_000))
      wire.handshake()
      wire.client.posts(json: .initialize(id: 0, revision: "2025-11-25"), headers: Array(headers.dropFirst()))
      wire.server.responds(json: .initialized(id: 0, revision: "2025-11-25"), headers: [("mcp-session-id", session)])
      body(&wire, headers)
      wire.closes()
      return wire
    }
  }

  private static let task = #"{"task":{"taskId":"786512e2-9e0d","status":"working","createdAt":"x","ttl":7200000}}"#

  private func begins(_ visit: Visit, leaves: Bool = false) -> TrafficForge {
    visit.begun { wire, headers in
      wire.client.posts(json: .toolsCall(id: 1, "survey", arguments: #"{"area":"harbour"}"#), headers: headers)
      wire.server.responds(json: .result(id: 1, JSONText(Self.task)))
      guard leaves else { return }
      wire.client.deletes(headers: headers)
      wire.server.responds(204)
    }
  }

  private func fetches(_ visit: Visit, _ answer: JSONText = .result(id: 5, text: "nine metres deep")) -> TrafficForge {
    visit.begun { wire, headers in
      wire.client.posts(json: .request(id: 5, "tasks/result", params: #"{"taskId":"786512e2-9e0d"}"#), headers: headers)
      wire.server.responds(json: answer)
    }
  }

  private func told(_ wires: [TrafficForge]) throws -> Told {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("forged.pcap")
    try Data(ForgedTraffic(merging: wires).capture()).write(to: file)
    let run = try AnalysisRun([file])
    let sessions = try run.records("mcp_session", as: SessionRecord.self).map { ($0.session_uid, $0.tool_calls) }
    return Told(
      calls: try run.records("tool_call", as: CallRecord.self),
      sessions: Dictionary(sessions, uniquingKeysWith: { $0 + $1 }),
      detectors: Set(try run.records("finding", as: DetectionScenarioTests.FindingRecord.self).map(\.detector)))
  }

  static let other = "c0ffee11d00d4242"

  static let cases: [(first: Visit, second: Visit, basis: String)] = [
    (Visit(), Visit(session: other, minutes: 5), "address"),
    (
      Visit(token: "a1b2c3d4e5f6a7b8c9d0"), Visit(session: other, token: "a1b2c3d4e5f6a7b8c9d0", minutes: 5),
      "credential"
    ),
    (
      Visit(token: "a1b2c3d4e5f6a7b8c9d0"),
      Visit(client: "192.0.2.77", session: other, token: "a1b2c3d4e5f6a7b8c9d0", minutes: 90), "credential"
    ),
    (Visit(token: token("ada", 1)), Visit(session: other, token: token("ada", 2), minutes: 90), "subject"),
  ]

  static func token(_ subject: String, _ number: Int) -> String {
    func part(_ text: String) -> String {
      Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
    return part(#"{"alg":"RS256","typ":"JWT"}"#) + "."
      + part(#"{"iss":"https://id.example","sub":"\#(subject)","jti":"\#(number)"}"#) + ".c2lnbmF0dXJl"
  }

  @Test("the same client fetches it in another session", arguments: cases)
  func joined(first: Visit, second: Visit, basis: String) throws {
    let told = try told([begins(first), fetches(second)])
    let call = try #require(told.calls.first)
    #expect(told.calls.map(\.status) == ["complete"])
    #expect(call.result_basis == basis)
    #expect(call.result_session_uid != nil && call.result_session_uid != call.session_uid)
    #expect((call.result_bytes ?? 0) > 40)
    #expect(told.sessions[call.session_uid] == 1)
  }

  @Test(
    "a session that was ended waits for its task as long as the server keeps it",
    arguments: [(90, "complete"), (180, "pending")])
  func afterTheSession(minutes: Int, status: String) throws {
    // Something has to happen meanwhile, or nobody notices that time goes by.
    let other = (1..<minutes).filter { $0 % 10 == 0 }.map {
      fetches(
        Visit(client: "192.0.2.99", session: "beef\($0)", minutes: $0), .error(id: 5, code: -32602, "unknown task"))
    }
    let told = try told(
      [begins(Visit(), leaves: true)] + other + [fetches(Visit(session: Self.other, minutes: minutes))])
    #expect(told.calls.map(\.status) == [status])
    #expect(told.sessions[try #require(told.calls.first).session_uid] == 1)
  }

  @Test(
    "what somebody else fetches is not the caller's",
    arguments: [
      (Visit(), Visit(client: "192.0.2.77", session: other, minutes: 5)),
      (Visit(token: "a1b2c3d4e5f6a7b8c9d0"), Visit(session: other, token: "ffffffffffffffffffff", minutes: 5)),
      (Visit(token: token("ada", 1)), Visit(session: other, token: token("bob", 2), minutes: 5)),
      (Visit(token: "a1b2c3d4e5f6a7b8c9d0"), Visit(session: other, minutes: 5)),
    ])
  func stolen(first: Visit, second: Visit) throws {
    let told = try told([begins(first), fetches(second)])
    #expect(told.calls.map(\.status) == ["pending"])
    #expect(told.calls.allSatisfy { $0.result_basis == nil })
    #expect(told.detectors.contains("AUT-16"))
  }

  @Test func aRefusalInAnotherSessionEndsNothing() throws {
    let refused = fetches(Visit(session: Self.other, minutes: 5), .error(id: 5, code: -32602, "unknown task"))
    #expect(try told([begins(Visit()), refused]).calls.map(\.status) == ["pending"])
    let late = fetches(Visit(session: "aaaa", minutes: 9))
    #expect(try told([begins(Visit()), refused, late]).calls.map(\.status) == ["complete"])
  }

  @Test func inItsOwnSessionNothingIsSaidOfAnother() throws {
    let visit = Visit()
    let wire = visit.begun { wire, headers in
      wire.client.posts(json: .toolsCall(id: 1, "survey"), headers: headers)
      wire.server.responds(json: .result(id: 1, JSONText(Self.task)))
      wire.client.posts(json: .request(id: 2, "tasks/result", params: #"{"taskId":"786512e2-9e0d"}"#), headers: headers)
      wire.server.responds(json: .result(id: 2, text: "nine metres deep"))
    }
    let told = try told([wire])
    #expect(told.calls.map(\.status) == ["complete"])
    #expect(told.calls.allSatisfy { $0.result_basis == nil && $0.result_session_uid == nil })
  }

  @Test func aCancelledTaskEndsItsCall() throws {
    let visit = Visit()
    let wire = visit.begun { wire, headers in
      wire.client.posts(json: .toolsCall(id: 1, "survey"), headers: headers)
      wire.server.responds(json: .result(id: 1, JSONText(Self.task)))
      wire.client.posts(json: .request(id: 2, "tasks/cancel", params: #"{"taskId":"786512e2-9e0d"}"#), headers: headers)
      wire.server.responds(json: .result(id: 2, #"{"taskId":"786512e2-9e0d","status":"cancelled","ttl":1}"#))
    }
    #expect(try told([wire]).calls.map(\.status) == ["cancelled"])
  }
}
