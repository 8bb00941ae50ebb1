import SettingsFiles
import TrafficModel

/// Whether the reference to a container image names one image, today and tomorrow.
enum ImageVersion {
  struct Problem: Hashable {
    var words: String
    /// It changes by design, rather than now and then.
    var isMoving: Bool
  }

  private static let moving = [
    "latest", "stable", "main", "master", "edge", "nightly", "dev", "lts", "current", "mainline",
  ]

  /// Nil for a digest, and for what a variable names.
  static func problem(_ image: String) -> Problem? {
    guard !image.contains("@sha256:"), !image.contains("$"), !image.isEmpty, image != "scratch" else { return nil }
    let last = image.split(separator: "/").last ?? ""
    guard let colon = last.lastIndex(of: ":") else { return Problem(words: "which means latest", isMoving: true) }
    let tag = last[last.index(after: colon)...].lowercased()
    if moving.contains(tag) { return Problem(words: "whose tag moves", isMoving: true) }
    return Problem(words: "whose tag can be moved: no digest", isMoving: false)
  }
}
