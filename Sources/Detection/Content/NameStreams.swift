import TrafficModel

/// The longest labels of successive queries for names below one domain, joined: how a tunnel cuts what it carries.
struct NameStreams: Sendable {
  private static let streams = 2_048
  private static let bytes = 8_192
  /// Queries between two looks.
  private static let pace = 4

  private struct Pair: Hashable {
    var client: IPAddress
    var domain: String
  }

  private struct Stream {
    var text: [UInt8] = []
    var queries = 0
    var last: Timestamp
  }

  private var table: [Pair: Stream] = [:]

  /// Takes in a query; gives the text of its domain when enough has come.
  mutating func add(_ exchange: DNSExchange) -> (domain: String, text: [UInt8])? {
    let spelled = exchange.name.rawTextForMatchingAndStorage
    let domain = HostName.registered(HostName.bare(spelled))
    let labels = spelled.split(separator: ".").dropLast(domain.split(separator: ".").count)
    guard let longest = labels.max(by: { $0.utf8.count < $1.utf8.count }), longest.utf8.count >= 16 else { return nil }
    let pair = Pair(client: exchange.flow.client.address, domain: domain)
    if table[pair] == nil, table.count >= Self.streams {
      let median = table.values.map(\.last).sorted()[table.count / 2]
      table = table.filter { $0.value.last > median }
    }
    var stream = table[pair] ?? Stream(last: exchange.extent.start)
    // A query that is repeated over another transport or type says nothing new.
    if !stream.text.suffix(longest.utf8.count).elementsEqual(longest.utf8) { stream.text += Array(longest.utf8) }
    if stream.text.count > Self.bytes { stream.text.removeFirst(stream.text.count - Self.bytes) }
    stream.queries += 1
    stream.last = exchange.extent.start
    table[pair] = stream
    return stream.queries % Self.pace == 0 ? (domain, stream.text) : nil
  }
}
