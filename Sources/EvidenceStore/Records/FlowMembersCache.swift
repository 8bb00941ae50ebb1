internal import TrafficModel

/// The members `flow_id … proto` of the flows that were written last: several records tell of one flow, and its Community ID
/// costs a SHA-1. Direct-mapped, of fixed size.
///
/// Invariant: `texts` has `slotBytes` bytes for each element of `flows`; where that is not nil, the first `lengths` of them are
/// the members of that flow.
struct FlowMembersCache: ~Copyable {
  private static let slots = 4096
  /// What does not fit is written anew each time; the longest, between two addresses of IPv6, has 226 bytes.
  private static let slotBytes = 256

  private var flows: [FlowReference?] = Array(repeating: nil, count: slots)
  private var lengths: [UInt8] = Array(repeating: 0, count: slots)
  private let texts = UnsafeMutablePointer<UInt8>.allocate(capacity: slots * slotBytes)

  deinit { texts.deallocate() }

  mutating func append(_ flow: FlowReference, to line: inout RecordBuffer) {
    let slot = Int(truncatingIfNeeded: flow.id.rawValue % UInt64(Self.slots))
    let text = texts + slot * Self.slotBytes
    if flows[slot] == flow {
      return line.prepared(UnsafeBufferPointer(start: text, count: Int(lengths[slot])))
    }
    let start = line.startOfMembers()
    Self.appendMembers(flow, to: &line)
    let length = line.count - start
    guard length < Self.slotBytes else { return }
    line.copy(length, from: start, to: text)
    flows[slot] = flow
    lengths[slot] = UInt8(length)
  }

  private static func appendMembers(_ flow: FlowReference, to line: inout RecordBuffer) {
    line.key("flow_id")
    line.name(RecordName(flow.id))
    line.key("community_id")
    let id = CommunityID(flow)
    line.beginString()
    line.append(atMost: CommunityID.textBytes) { id.write(to: $0) }
    line.endString()
    line.key("src_ip")
    line.address(flow.client.address)
    line.key("src_port")
    line.number(UInt64(flow.client.port))
    line.key("dest_ip")
    line.address(flow.server.address)
    line.key("dest_port")
    line.number(UInt64(flow.server.port))
    line.key("proto")
    line.string(escaping: flow.transport.name)
  }
}
