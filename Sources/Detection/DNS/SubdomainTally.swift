import Glibc
import TrafficModel

/// What one client asked below one registered domain in a window: only what differs counts, since what is carried out in names
/// must differ from query to query.
struct SubdomainTally: Sendable {
  /// Names told apart; beyond it a new one is taken for a repeated one.
  static let distinct = 2_048

  /// Types whose answers hold what the server likes; 10 is NULL.
  private static let unusual: Set<DNSRecordType> = [.txt, .cname, .mx, .srv, DNSRecordType(rawValue: 10)]

  private(set) var start: Timestamp
  private(set) var latest: Extent
  private var seen: Set<UInt64> = []
  /// Bytes of distinct subdomains.
  private(set) var bytes = 0
  private(set) var queries = 0
  private var unusualTypes = 0
  private var labelBytes = 0
  private var entropySum = 0.0
  private(set) var first: Provenance

  init(_ exchange: DNSExchange) {
    start = exchange.extent.start
    latest = exchange.extent
    first = Provenance(flow: exchange.flow.id, extent: exchange.extent)
  }

  var names: Int { seen.count }
  /// Of the longest label of each name: short ones beside it are numbers and domains of the tunnel.
  var meanLabelLength: Double { seen.isEmpty ? 0 : Double(labelBytes) / Double(seen.count) }
  /// Bits per character of the longest label, averaged over names.
  var meanEntropy: Double { seen.isEmpty ? 0 : entropySum / Double(seen.count) }
  /// Share of TXT, NULL, CNAME, MX and the like.
  var unusualShare: Double { queries == 0 ? 0 : Double(unusualTypes) / Double(queries) }

  /// - Parameter subdomain: what stands before the registered domain.
  mutating func add(_ exchange: DNSExchange, subdomain: Substring) {
    queries += 1
    latest.extend(over: exchange.extent)
    if Self.unusual.contains(exchange.type) { unusualTypes += 1 }
    guard seen.count < Self.distinct else { return }
    var hash = StableHash()
    hash.combine(subdomain.lowercased())
    guard seen.insert(hash.value).inserted else { return }
    bytes += subdomain.utf8.count
    let parts = subdomain.split(separator: ".")
    if let longest = parts.max(by: { $0.utf8.count < $1.utf8.count }) {
      labelBytes += longest.utf8.count
      entropySum += ByteEntropy.bits(Array(longest.utf8))
    }
  }
}
