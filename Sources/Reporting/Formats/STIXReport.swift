import Crypto
import EvidenceStore
import TrafficModel

/// Findings and what can be looked for elsewhere as a STIX 2.1 bundle (OASIS): addresses, domain names and what was seen of
/// them. Nothing here claims that an address is malicious: that is for whoever reads the findings.
package enum STIXReport {
  /// Findings that become objects.
  private static let findingLimit = 2_000
  /// The namespace that the specification gives for identifiers of observables (§2.9).
  private static let observableNamespace: [UInt8] = [
    0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7,
  ]
  /// Ours, for everything else, so that the same finding has the same name in every bundle.
  private static let ownNamespace: [UInt8] = [
    0x5c, 0x0f, 0x4e, 0x6a, 0x8d, 0x11, 0x4b, 0x6f, 0x9a, 0x31, 0x2e, 0x77, 0x0c, 0x5d, 0xe2, 0x94,
  ]

  package static func text(_ report: Report) -> String {
    let identity = "identity--" + uuid("identity egret", ownNamespace)
    var objects: [(id: String, value: JSONValue)] = [(identity, self.identity(identity, report))]
    var known: Set<String> = [identity]
    for finding in report.findings.prefix(findingLimit) where finding.suppression == nil {
      let observables = observables(of: finding)
      for observable in observables where known.insert(observable.id).inserted { objects.append(observable) }
      guard !observables.isEmpty else { continue }
      let observed = "observed-data--" + uuid("observed \(finding.uid)", ownNamespace)
      objects.append((observed, self.observed(observed, finding, observables.map(\.id), identity)))
      let note = "note--" + uuid("note \(finding.uid)", ownNamespace)
      objects.append((note, self.note(note, finding, observed, identity)))
    }
    let bundle = "bundle--" + uuid(objects.map(\.id).joined(separator: " "), ownNamespace)
    return JSONValue.object([
      ("type", .text("bundle")), ("id", .text(bundle)), ("objects", .list(objects.map(\.value))),
    ]).document
  }

  private static func identity(_ id: String, _ report: Report) -> JSONValue {
    .object(
      common("identity", id, at: report.range.start) + [
        ("name", .text("Egret")), ("identity_class", .text("system")),
      ])
  }

  private static func common(_ type: String, _ id: String, at time: Timestamp) -> [(String, JSONValue)] {
    [
      ("type", .text(type)), ("spec_version", .text("2.1")), ("id", .text(id)), ("created", .text(TimeText.text(time))),
      ("modified", .text(TimeText.text(time))),
    ]
  }

  private static func observed(_ id: String, _ finding: FindingRow, _ objects: [String], _ identity: String)
    -> JSONValue
  {
    .object(
      common("observed-data", id, at: finding.last) + [
        ("created_by_ref", .text(identity)), ("first_observed", .text(TimeText.text(finding.first))),
        ("last_observed", .text(TimeText.text(max(finding.first, finding.last)))),
        ("number_observed", .integer(min(999_999_999, max(1, finding.occurrences)))),
        ("object_refs", .list(objects.map { .text($0) })),
      ])
  }

  private static func note(_ id: String, _ finding: FindingRow, _ observed: String, _ identity: String) -> JSONValue {
    .object(
      common("note", id, at: finding.last) + [
        ("created_by_ref", .text(identity)), ("confidence", .integer(Int((finding.confidence * 100).rounded()))),
        ("labels", .list([.text(finding.detector), .text(finding.severity.name)])),
        ("abstract", .text(finding.title)), ("content", .text(finding.explanation)),
        ("object_refs", .list([.text(observed)])),
      ])
  }

  private static func observables(of finding: FindingRow) -> [(id: String, value: JSONValue)] {
    var found: [(id: String, value: JSONValue)] = []
    if let client = finding.client { found.append(address(client)) }
    if let server = finding.server { found.append(address(host(server))) }
    if let destination = finding.destination?.rawTextForMatchingAndStorage, isDomain(destination) {
      let value = destination.lowercased()
      let id = "domain-name--" + uuid("{\"value\":\"\(value)\"}", observableNamespace)
      found.append((id, observable("domain-name", id, value)))
    }
    return found
  }

  private static func address(_ text: String) -> (id: String, value: JSONValue) {
    let type = text.contains(":") ? "ipv6-addr" : "ipv4-addr"
    let id = "\(type)--" + uuid("{\"value\":\"\(text)\"}", observableNamespace)
    return (id, observable(type, id, text))
  }

  private static func observable(_ type: String, _ id: String, _ value: String) -> JSONValue {
    .object([("type", .text(type)), ("spec_version", .text("2.1")), ("id", .text(id)), ("value", .text(value))])
  }

  private static func host(_ endpoint: String) -> String {
    guard let colon = endpoint.lastIndex(of: ":") else { return endpoint }
    return String(endpoint[..<colon]).filter { $0 != "[" && $0 != "]" }
  }

  /// Letters, digits and hyphens, with a dot somewhere, and no address.
  private static func isDomain(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, text.utf8.count <= 253, labels.last?.contains(where: \.isLetter) == true else {
      return false
    }
    return labels.allSatisfy { label in
      (1...63).contains(label.utf8.count)
        && label.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x61...0x7a).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
            || $0 == UInt8(ascii: "_")
        }
    }
  }

  /// Version 5 (RFC 9562 §5.5).
  private static func uuid(_ name: String, _ namespace: [UInt8]) -> String {
    var bytes = Array(Insecure.SHA1.hash(data: namespace + Array(name.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0f | 0x50
    bytes[8] = bytes[8] & 0x3f | 0x80
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { String(hex.dropFirst($0).prefix($1 - $0)) }.joined(separator: "-")
  }
}
