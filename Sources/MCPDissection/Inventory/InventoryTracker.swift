import Crypto
import TrafficModel

/// The tools each server declared to each credential, and how they changed.
struct InventoryTracker {
  private struct Key: Hashable {
    var server: Endpoint
    var authority: UntrustedText?
    var credential: KeyedHash?
  }

  private struct Known {
    var digest: TrafficModel.Digest
    var firstSeen: Timestamp
  }

  private struct Inventory {
    var tools: [UntrustedText: Known] = [:]
    /// Digests of lists that told nothing new since the last change: clients ask again and again.
    var settledLists: Set<TrafficModel.Digest> = []
    var lastUse: UInt64 = 0
    static let settledLimit = 64
  }

  private let limits: MCPLimits
  private var inventories: [Key: Inventory] = [:]
  private var uses: UInt64 = 0

  init(limits: MCPLimits) { self.limits = limits }

  /// The definitions in one page of `tools/list` that are new, or differ from what was declared before.
  mutating func definitions(
    in message: JSONRPCMessage, flow: FlowReference, session: SessionReference
  ) -> [ToolDefinition] {
    guard let tools = message.view(.result, "tools") else { return [] }
    let key = Key(server: flow.server, authority: session.authority, credential: session.credential?.hash)
    if inventories[key] == nil, inventories.count >= limits.inventories { makeRoom() }
    var inventory = inventories[key] ?? Inventory()
    uses &+= 1
    inventory.lastUse = uses
    let list = Self.digest(Array(tools.text))
    guard !inventory.settledLists.contains(list) else {
      inventories[key]?.lastUse = uses
      return []
    }
    var definitions: [ToolDefinition] = []
    for (index, tool) in tools.elements.enumerated() {
      guard let definition = Self.definition(tool, index, message, flow, session) else { continue }
      if let new = note(definition, in: &inventory.tools) { definitions.append(new) }
    }
    if !definitions.isEmpty || inventory.settledLists.count >= Inventory.settledLimit {
      inventory.settledLists.removeAll(keepingCapacity: true)
    }
    inventory.settledLists.insert(list)
    inventories[key] = inventory
    return definitions
  }

  /// Forgets an eighth of the inventories, used longest ago: a flood of servers must not hide the tools of one that comes
  /// after them.
  private mutating func makeRoom() {
    let ordered = inventories.sorted { $0.value.lastUse < $1.value.lastUse }
    for (key, _) in ordered.prefix(max(1, limits.inventories / 8)) { inventories[key] = nil }
  }

  private func note(_ definition: ToolDefinition, in inventory: inout [UntrustedText: Known]) -> ToolDefinition? {
    let known = inventory[definition.tool]
    if known?.digest == definition.digest { return nil }
    guard known != nil || inventory.count < limits.toolsPerInventory else { return nil }
    inventory[definition.tool] = Known(digest: definition.digest, firstSeen: definition.firstSeen)
    var definition = definition
    definition.changedFrom = known?.digest
    return definition
  }

  /// What counts as the definition: changes of anything else are not changes of the tool.
  private static let identity: Set<String> = [
    "name", "title", "description", "inputSchema", "outputSchema", "annotations",
  ]

  private static func definition(
    _ tool: JSONView, _ index: Int, _ message: JSONRPCMessage, _ flow: FlowReference, _ session: SessionReference
  ) -> ToolDefinition? {
    guard let name = tool.member("name")?.string else { return nil }
    let text = Array(tool.text)
    var definition = ToolDefinition(
      id: RecordID(.toolDefinition, flow.id, message.extent.lastFrame.number, UInt64(index)), flow: flow,
      session: session, tool: UntrustedText(name), digest: digest(CanonicalJSON(tool, members: identity).bytes),
      definition: JSONExcerpt(text: text, fullBytes: text.count, digest: digest(text)),
      firstSeen: message.extent.end, extent: message.extent)
    definition.title = tool.member("title")?.string.map { UntrustedText($0) }
    definition.description = tool.member("description")?.string.map { UntrustedText($0) }
    definition.schemaDigest = tool.member("inputSchema").map { digest(CanonicalJSON($0).bytes) }
    return definition
  }

  private static func digest(_ bytes: [UInt8]) -> TrafficModel.Digest {
    SHA256.hash(data: bytes).withUnsafeBytes { TrafficModel.Digest($0) }
  }
}
