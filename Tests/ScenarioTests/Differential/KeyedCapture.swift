import Foundation
import Testing

/// A capture that is encrypted, and what opens it: ours, the shared ones, and those of other projects.
struct KeyedCapture: CustomTestStringConvertible, Sendable {
  var name: String
  var capture: URL
  /// Nil when the secrets are inside the capture.
  var keys: URL?

  var testDescription: String { name }

  static let all: [KeyedCapture] =
    CaptureScenario.all.filter { $0.name.hasPrefix("tls/") && $0.name != "tls/tls13-no-keys" }
    .map { KeyedCapture(name: $0.name, capture: $0.capture, keys: $0.keys) }
    + SharedCapture.all.filter { $0.keys != nil || $0.name == "enc_tls_dsb.pcapng" }
    .map { KeyedCapture(name: $0.name, capture: $0.capture, keys: $0.keys) } + others

  private static var others: [KeyedCapture] {
    guard let folder = TestFolders.publicCaptures?.appendingPathComponent("wireshark") else { return [] }
    let files = TestFolders.contents(of: folder)
    return files.filter { $0.pathExtension.hasPrefix("pcap") }.compactMap { capture in
      let keys = capture.deletingPathExtension().appendingPathExtension("keylog")
      let found = files.contains { $0.lastPathComponent == keys.lastPathComponent }
      guard found || capture.lastPathComponent.contains("dsb") else { return nil }
      return KeyedCapture(name: capture.lastPathComponent, capture: capture, keys: found ? keys : nil)
    }
  }
}
