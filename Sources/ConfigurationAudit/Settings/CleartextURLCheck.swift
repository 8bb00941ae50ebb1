import SettingsFiles
import TrafficModel

/// URLs that go to other hosts without encryption.
enum CleartextURLCheck {
  /// Names of schemas and namespaces look like URLs and are never fetched.
  private static let names = [
    "schema", "xmlns", "namespace", "id", "context", "description", "homepage", "issues", "bugs",
  ]

  static func run(_ entries: [SettingsEntry], _ findings: inout FindingList) {
    for entry in entries where !names.contains(entry.name) {
      for scalar in entry.scalars {
        guard let text = scalar.text, let host = HostText.cleartextHost(text) else { continue }
        findings.add(.cleartextURL, at: scalar.position, "\(entry.key) goes to \(host) without encryption")
      }
    }
  }
}
