internal import Foundation

/// What the findings of a window point at: flows to carve, and the captures that hold them.
package struct GatheredFindings: Sendable {
  private struct Record: Decodable {
    struct Item: Decodable {
      var flow_id: String?
      var pcap_filename: String?
    }

    var uid: String
    var flow_id: String?
    var pcap_filename: String?
    var evidence: [Item]
  }

  package private(set) var count = 0
  package private(set) var flows: Set<String> = []
  /// Names of captures as records spell them.
  package private(set) var captures: Set<String> = []

  package init() {}

  mutating func add(_ record: String) {
    guard let record = try? JSONDecoder().decode(Record.self, from: Data(record.utf8)) else { return }
    count += 1
    flows.formUnion([record.flow_id].compactMap(\.self) + record.evidence.compactMap(\.flow_id))
    captures.formUnion([record.pcap_filename].compactMap(\.self) + record.evidence.compactMap(\.pcap_filename))
  }
}
