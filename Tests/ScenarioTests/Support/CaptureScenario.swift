import Foundation
import Testing

/// A capture of `Captures/` with its papers.
struct CaptureScenario: CustomTestStringConvertible, Sendable {
  /// Family and scenario: `streamable-http/errors`.
  var name: String
  var capture: URL
  /// The key log beside it.
  var keys: URL?
  var truth: URL

  var testDescription: String { name }

  static let all: [CaptureScenario] = TestFolders.contents(of: TestFolders.captures).flatMap { family in
    TestFolders.contents(of: family).compactMap { CaptureScenario($0, in: family.lastPathComponent) }
  }

  static func named(_ name: String) -> CaptureScenario? { all.first { $0.name == name } }

  private init?(_ folder: URL, in family: String) {
    let files = TestFolders.contents(of: folder)
    guard let capture = files.first(where: { $0.lastPathComponent.hasPrefix("capture.") }),
      let truth = files.first(where: { $0.lastPathComponent == "expected.json" })
    else { return nil }
    name = "\(family)/\(folder.lastPathComponent)"
    keys = files.first { $0.lastPathComponent == "keys.log" }
    self.capture = capture
    self.truth = truth
  }

  /// Its pauses were made longer after it was captured: what ends by time ends in them.
  var isStretched: Bool {
    struct Papers: Decodable { var edited: String? }
    guard let data = try? Data(contentsOf: truth) else { return false }
    return (try? JSONDecoder().decode(Papers.self, from: data))?.edited?.hasPrefix("Times:") == true
  }

  /// Nothing but what is outside can be said of it until what reads it is wired.
  var waitsForWiring: Bool {
    let isEncrypted = name.hasPrefix("tls/") && name != "tls/tls13-no-keys"
    return isEncrypted && !Wiring.isDecryptionWired || name.hasPrefix("websocket/") && !Wiring.isWebSocketWired
  }
}
