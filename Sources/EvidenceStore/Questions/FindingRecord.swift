internal import Foundation
internal import TrafficModel

/// A finding as its record says it.
struct FindingRecord: Decodable {
  struct Subject: Decodable {
    var client_ip: String?
    var server_ip: String?
    var server_port: Int?
    var tool: String?
    var destination: String?
  }

  struct Reference: Decodable {
    var framework: String
    var id: String
  }

  struct Place: Decodable {
    var flow_id: String?
    var pcap_filename: String?
    var frames: [Int64]?
  }

  struct Suppression: Decodable {
    var reason: String
    var author: String
    var expires: String
  }

  var uid: String
  var sensor: String
  var flow_id: String?
  var detector: String
  var title: String
  var severity: String
  var confidence: Double
  var subject: Subject
  var occurrences: Int64
  var score: [String: Double]
  var explanation: String
  var false_positives: [String]
  var references: [Reference]
  var evidence: [Place]
  var suppressed: Suppression?

  func row(first: Timestamp, last: Timestamp) -> FindingRow {
    FindingRow(
      uid: uid, sensor: sensor, detector: detector, title: UntrustedText(title),
      severity: Severity(name: severity) ?? .info, confidence: confidence,
      score: score.sorted { $0.key < $1.key }.map { ScorePart($0.key, $0.value) },
      explanation: UntrustedText(explanation), falseAlarms: false_positives.map { UntrustedText($0) },
      references: references.map { MappingID(MappingID.Framework(rawValue: $0.framework) ?? .other, $0.id) },
      client: subject.client_ip, server: server, tool: subject.tool.map { UntrustedText($0) },
      destination: subject.destination.map { UntrustedText($0) }, occurrences: occurrences, first: first, last: last,
      flowID: flow_id, evidence: evidence.map(\.row),
      suppression: suppressed.map {
        FindingRow.Suppression(reason: $0.reason, author: $0.author, expires: $0.expires)
      })
  }

  private var server: String? {
    guard let address = subject.server_ip, let port = subject.server_port else { return subject.server_ip }
    return address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
  }
}

extension FindingRecord.Place {
  fileprivate var row: FindingRow.Place {
    FindingRow.Place(
      flowID: flow_id ?? "", capture: UntrustedText(pcap_filename ?? ""), firstFrame: frames?.first ?? 0,
      lastFrame: frames?.last ?? 0)
  }
}
