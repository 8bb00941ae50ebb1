import Testing
import TrafficModel

@testable import MCPDissection

@Suite struct InventoryTrackerTests {
  private func definitions(of server: UInt32, in tracker: inout InventoryTracker) throws -> [ToolDefinition] {
    let answer = try #require(
      scan(#"{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"tide","inputSchema":{"type":"object"}}]}}"#).first)
    let flow = FlowReference(
      id: FlowID(rawValue: UInt64(server)), client: Endpoint(IPAddress(v4: 0xc000_020a), 50_000),
      server: Endpoint(IPAddress(v4: server), 8_080), transport: .tcp)
    let session = SessionReference(
      id: RecordID(rawValue: 1), basis: .inferred, confidence: 1, transport: .streamableLegacy)
    return tracker.definitions(in: answer, flow: flow, session: session)
  }

  private func tracker(limit: Int) -> InventoryTracker {
    var limits = MCPLimits()
    limits.inventories = limit
    return InventoryTracker(limits: limits)
  }

  @Test func theToolsOfAServerThatComesAfterAFloodAreDeclared() throws {
    var tracker = tracker(limit: 16)
    for server in 1...100 as ClosedRange<UInt32> {
      #expect(try definitions(of: server, in: &tracker).count == 1, "server \(server)")
    }
  }

  @Test func whatIsInUseIsRemembered() throws {
    var tracker = tracker(limit: 16)
    _ = try definitions(of: 1, in: &tracker)
    for server in 2...100 as ClosedRange<UInt32> {
      _ = try definitions(of: server, in: &tracker)
      #expect(try definitions(of: 1, in: &tracker).isEmpty, "asked for again and again, it stays known")
    }
  }
}
