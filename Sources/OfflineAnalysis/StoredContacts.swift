package import Detection
package import EvidenceStore
import Policy
package import TrafficModel

/// Fills a contact book from a store, so that hunts find there what they find while captures are read.
package struct StoredContacts {
  private let catalog: CaptureCatalog
  private var captures: [String: CaptureID] = [:]
  private var book = ContactBook()
  package private(set) var count = 0

  /// - Parameter catalog: learns the names of captures, for findings to cite.
  package init(catalog: CaptureCatalog) { self.catalog = catalog }

  /// What hunts over the contacts of `window` find.
  package mutating func hunt(_ questions: StoreQuestions, in window: TimeWindow, _ setup: DetectionSetup)
    throws(StoreError)
    -> [Finding]
  {
    var (own, contacts) = (self, 0)
    try questions.forEachContact(in: window) { row in
      own.note(row)
      contacts += 1
    }
    self = own
    count += contacts
    return HuntCatalog.search(book, setup)
  }

  private mutating func note(_ row: ContactRow) {
    guard let client = IPAddress(parsing: row.client.address), let server = IPAddress(parsing: row.server.address)
    else { return }
    let flow = FlowReference(
      id: FlowID(rawValue: RecordName.value(of: row.flowUID) ?? 0), client: Endpoint(client, row.client.port),
      server: Endpoint(server, row.server.port), transport: row.transport == "udp" ? .udp : .tcp)
    if row.kind == .toolCall || row.kind == .message { book.noteSpeaker(flow.server) }
    if let excerpt = row.resultExcerpt, let seconds = ContactReader.announcedSeconds(in: Array(excerpt.utf8)) {
      book.announce(seconds, by: flow.server)
    }
    guard let key = key(row, flow) else { return }
    var extent = Extent(moment(row.time, row, row.frames.first))
    extent.extend(to: moment(row.last, row, row.frames.last))
    book.add(
      Contact(
        key: key, time: row.time, bytesOut: UInt64(clamping: row.bytesOut), bytesIn: UInt64(clamping: row.bytesIn),
        body: body(row), flow: flow, extent: extent,
        method: row.method ?? UntrustedText(row.tool == nil ? "" : "tools/call"),
        tool: row.tool, serverName: row.serverName))
  }

  private func key(_ row: ContactRow, _ flow: FlowReference) -> ContactKey? {
    let credential = row.credential.flatMap { UInt128($0, radix: 16) }.map { KeyedHash(bits: $0) }
    let (client, server) = (flow.client.address, flow.server)
    switch row.kind {
    case .toolCall:
      let label = ContactLabel.call(
        row.tool ?? UntrustedText(""), arguments: Array((row.arguments ?? "").utf8), credential: credential)
      return ContactKey(level: .requests, client: client, server: server, label: label)
    case .message:
      guard let note = row.note, !note.hasPrefix("response") else { return nil }
      let isClients = note.hasSuffix("c2s")
      let session = row.sessionUID.flatMap { RecordName.value(of: $0) }.map { RecordID(rawValue: $0) }
      let label = ContactLabel.message(
        row.method ?? UntrustedText(""), credential: credential, session: isClients ? nil : session)
      return ContactKey(level: isClients ? .requests : .serverEvents, client: client, server: server, label: label)
    case .http:
      guard !book.isSpeaker(server), let method = row.method else { return nil }
      let label = ContactLabel.exchange(method, path: UntrustedText(row.note ?? ""))
      return ContactKey(level: .requests, client: client, server: server, label: label)
    case .flow:
      guard row.note != "dns", row.note != "mdns", ![53, 123].contains(server.port) else { return nil }
      return ContactKey(level: .connections, client: client, server: server, label: 0)
    default: return nil
    }
  }

  /// Equal for equal requests, as far as the store tells.
  private func body(_ row: ContactRow) -> UInt64 {
    guard let arguments = row.arguments else { return UInt64(clamping: row.bytesOut) }
    var hash = StableHash()
    hash.combine(String(arguments.prefix(4_096)))
    return hash.value
  }

  private mutating func moment(_ time: Timestamp, _ row: ContactRow, _ frame: Int64) -> Moment {
    guard let name = row.capture else { return Moment(time: time, frame: .none) }
    if captures[name] == nil { captures[name] = catalog.add(name) }
    return Moment(
      time: time,
      frame: FrameReference(capture: captures[name] ?? CaptureID(rawValue: 0), number: UInt64(clamping: frame)))
  }
}
