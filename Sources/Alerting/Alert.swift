internal import Foundation
package import TrafficModel

/// What is told of one finding: its record, and the parts that a log line names. Both come from the encoded record, in which
/// secrets of peers are already masked.
package struct Alert: Hashable, Sendable {
  private struct Record: Decodable {
    struct Subject: Decodable {
      var client_ip: String?
      var server_ip: String?
      var server_port: UInt16?
      var tool: String?
      var destination: String?
    }

    var uid: String
    var timestamp: String
    var detector: String
    var severity: String
    var title: String
    var explanation: String
    var subject: Subject
  }

  /// The record as JSON, without line feed.
  package var record: [UInt8]
  package var id: String
  /// RFC 3339.
  package var time: String
  package var severity: Severity
  package var detector: String
  package var title: UntrustedText
  /// Names and values for structured data, in order.
  package var parts: [(name: String, value: UntrustedText)] {
    var parts = [("id", id), ("detector", detector), ("severity", severity.name)]
    for (name, value) in zip(["client", "server", "tool", "destination"], subject) {
      if let value { parts.append((name, value)) }
    }
    return parts.map { ($0.0, UntrustedText($0.1)) }
  }
  private var subject: [String?]

  /// Nil for what is no record of a finding.
  package init?(record: [UInt8]) {
    guard let read = try? JSONDecoder().decode(Record.self, from: Data(record)),
      let severity = Severity(name: read.severity)
    else { return nil }
    self.record = record
    id = read.uid
    time = read.timestamp
    self.severity = severity
    detector = read.detector
    title = UntrustedText(read.title)
    let server = read.subject.server_ip.map { address in
      let host = address.contains(":") ? "[\(address)]" : address
      return read.subject.server_port.map { "\(host):\($0)" } ?? host
    }
    subject = [read.subject.client_ip, server, read.subject.tool, read.subject.destination]
  }
}
