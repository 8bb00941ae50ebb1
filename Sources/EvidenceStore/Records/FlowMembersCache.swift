internal import TrafficModel

/// The members `flow_id … proto` of the flows that were written last: several records tell of one flow, and its Community ID
/// costs a SHA-1. Direct-mapped, of fixed size.
struct FlowMembersCache: ~Copyable {
  private static let slots = 4096
  private var entries: [(flow: FlowReference, members: [UInt8])?] = Array(repeating: nil, count: slots)

  mutating func append(_ flow: FlowReference, to line: inout RecordBuffer) {
    let slot = Int(truncatingIfNeeded: flow.id.rawValue % UInt64(Self.slots))
    if let entry = entries[slot], entry.flow == flow { return line.members(entry.members) }
    let members = Self.members(flow)
    line.members(members)
    entries[slot] = (flow, members)
  }

  private static func members(_ flow: FlowReference) -> [UInt8] {
    var line = RecordBuffer(capacity: 256)
    line.key("flow_id")
    line.name(RecordName(flow.id))
    line.key("community_id")
    line.string(escaping: CommunityID(flow).description)
    line.key("src_ip")
    line.string(escaping: flow.client.address.description)
    line.key("src_port")
    line.number(UInt64(flow.client.port))
    line.key("dest_ip")
    line.string(escaping: flow.server.address.description)
    line.key("dest_port")
    line.number(UInt64(flow.server.port))
    line.key("proto")
    line.string(escaping: flow.transport.name)
    return line.bytes
  }
}
