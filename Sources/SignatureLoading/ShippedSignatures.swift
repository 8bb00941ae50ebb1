import Foundation

/// Where the signatures that come with the program lie.
package enum ShippedSignatures {
  /// A folder is ours when it publishes the fields.
  private static let marker = "fields.yml"
  /// From `.build/x86_64-unknown-linux-gnu/release` to the checkout.
  private static let ancestors = 5

  /// `EGRET_SIGNATURES`, the share folder of an installation, or the checkout the program was built in. Nil when there is
  /// none.
  package static func folder() -> String? {
    if let named = ProcessInfo.processInfo.environment["EGRET_SIGNATURES"] { return named }
    guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
    var place = URL(fileURLWithPath: program).deletingLastPathComponent()
    var candidates = [place.deletingLastPathComponent().appendingPathComponent("share/egret/signatures")]
    for _ in 0..<ancestors {
      candidates.append(place.appendingPathComponent("Signatures"))
      place.deleteLastPathComponent()
    }
    return candidates.map(\.path).first { FileManager.default.fileExists(atPath: $0 + "/" + marker) }
  }
}
