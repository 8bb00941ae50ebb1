import Foundation
import Testing

/// A capture of the shared folder and the truth that belongs to it.
struct SharedCapture: CustomTestStringConvertible, Sendable {
  var name: String
  var capture: URL
  var keys: URL?
  var truth: URL

  var testDescription: String { name }

  static let all: [SharedCapture] = {
    guard let folder = TestFolders.sharedCaptures else { return [] }
    let files = TestFolders.contents(of: folder)
    return files.filter { [".pcap", ".pcapng", ".pcap.gz"].contains(where: $0.path.hasSuffix) }
      .compactMap { SharedCapture($0, in: folder) }
  }()

  /// Nil for captures that nobody wrote the truth of (the bad links).
  private init?(_ capture: URL, in folder: URL) {
    let file = capture.lastPathComponent
    let stem = file.prefix { $0 != "." }
    let isEncrypted = stem.contains("tls")
    // The captures enc_… are one session in many wrappings, and another one under TLS.
    let names = [String(stem)] + (stem.hasPrefix("enc_") ? [isEncrypted ? "enc_base_tls" : "enc_base"] : [])
    let truths = names.map { folder.appendingPathComponent("\($0).truth.json") }
    guard let truth = truths.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else { return nil }
    let keys = folder.appendingPathComponent("\(stem).keylog")
    name = file
    self.capture = capture
    self.truth = truth
    self.keys = FileManager.default.fileExists(atPath: keys.path) ? keys : nil
  }

  /// `px_nginx_tls_h1` holds the leg behind the proxy as well, in the clear.
  var waitsForWiring: Bool {
    guard !Wiring.isDecryptionWired, name != "px_nginx_tls_h1.pcap" else { return false }
    return keys != nil || name.hasPrefix("enc_tls")
  }
}
