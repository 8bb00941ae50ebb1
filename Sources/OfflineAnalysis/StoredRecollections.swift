package import Detection
package import EvidenceStore
import Policy
package import TrafficModel

/// What a store tells of the time before an analysis.
package struct StoredRecollections {
  private static let definitions = 65_536
  /// Enough for what is usual of many tools; reading them takes a quarter of a second.
  private static let calls = 200_000

  private let database: EvidenceDatabase

  /// - Parameter path: a store; one that is not there yet tells nothing.
  package init(path: String) throws(StoreError) { database = try EvidenceDatabase(path: path, access: .read) }

  package func all(before time: Timestamp) throws(StoreError) -> [Recollection] {
    let questions = StoreQuestions(database)
    let definitions = try questions.newestDefinitions(before: time, limit: Self.definitions)
    let calls = try questions.callSizes(before: time, limit: Self.calls)
    return definitions.compactMap { Self.definition($0) } + calls.compactMap { Self.sizes($0) }
  }

  private static func sizes(_ row: CallSizeRow) -> Recollection? {
    guard let server = endpoint(row.server) else { return nil }
    return .sizes(
      Recollection.CallSizes(
        server: server, tool: row.tool, arguments: row.argumentsBytes.map { Int(clamping: $0) },
        result: row.isError ? nil : row.resultBytes.map { Int(clamping: $0) }))
  }

  private static func definition(_ row: DefinitionRow) -> Recollection? {
    guard let client = endpoint(row.client), let server = endpoint(row.server), let digest = digest(row.digest) else {
      return nil
    }
    let flow = FlowReference(
      id: FlowID(rawValue: RecordName.value(of: row.flowUID) ?? 0), client: client, server: server, transport: .tcp)
    var session = SessionReference(
      id: RecordID(rawValue: RecordName.value(of: row.sessionUID) ?? 0), basis: .inferred, confidence: 0,
      transport: .streamableModern)
    session.authority = row.authority
    session.server = row.serverName.map { Implementation(name: $0, version: row.serverVersion, title: nil) }
    session.credential = row.credential.flatMap { UInt128($0, radix: 16) }.map {
      CredentialReference(scheme: .other, place: .header, hash: KeyedHash(bits: $0), subject: nil, issuer: nil)
    }
    let text = Array(row.definition.utf8)
    var definition = ToolDefinition(
      id: RecordID(rawValue: RecordName.value(of: row.uid) ?? 0), flow: flow, session: session, tool: row.tool,
      digest: digest,
      definition: JSONExcerpt(text: text, fullBytes: max(text.count, Int(clamping: row.definitionBytes)), digest: nil),
      firstSeen: row.firstSeen, extent: Extent(Moment(time: row.time, frame: .none)))
    definition.title = row.title
    definition.description = row.description
    definition.schemaDigest = row.schemaDigest.flatMap(Self.digest)
    return .definition(definition)
  }

  private static func endpoint(_ row: (address: String, port: UInt16)) -> Endpoint? {
    IPAddress(parsing: row.address).map { Endpoint($0, row.port) }
  }

  private static func digest(_ hexadecimal: String) -> Digest? {
    let digits = Array(hexadecimal.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return Digest(bytes)
  }
}
