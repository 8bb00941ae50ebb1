internal import Foundation

extension BundleDraft {
  /// Takes in a file under its own name, in a folder of the payload.
  package func copy(_ source: String, named folder: String) throws(BundleError) {
    let name = source.split(separator: "/").last.map(String.init) ?? ""
    guard let file = BundlePath("\(folder)/\(name)") else {
      throw BundleError(.unreadable, path: source, cause: "this names no file", advice: "check the path")
    }
    try copy(source, as: file)
  }

  /// Takes in a configuration, the addresses of webhooks masked; the custody log holds the digest of all of it.
  package func add(configuration text: String, from source: String) throws(BundleError) {
    guard let file = BundlePath("configuration/egret.yml") else { return }
    let masked = MaskedConfiguration.text(text)
    try add(Array(masked.utf8), as: file)
    custody.add(
      .copied, "data/\(file)", source: source, bytes: Int64(text.utf8.count), digest: HexDigest(of: Array(text.utf8)),
      note: masked == text ? nil : "addresses of webhooks masked; length and digest are those of the original")
  }

  /// Takes in the rules of a folder, or one rule.
  package func copy(signaturesIn source: String) throws(BundleError) {
    try copy(filesIn: source, endingIn: [".yml", ".yaml"], to: "signatures")
  }

  /// Takes in YARA rules: those of a folder, or one file.
  package func copy(yaraIn source: String) throws(BundleError) {
    try copy(filesIn: source, endingIn: [".yar", ".yara"], to: "yara")
  }

  private func copy(filesIn source: String, endingIn ends: [String], to place: String) throws(BundleError) {
    let root = URL(fileURLWithPath: source)
    let name = root.lastPathComponent
    let below = FileManager.default.enumerator(atPath: source)?.compactMap { $0 as? String } ?? []
    let rules = below.filter { path in ends.contains(where: path.hasSuffix) }.sorted()
    guard !rules.isEmpty else { return try copy(source, named: place) }
    for rule in rules {
      guard let file = BundlePath("\(place)/\(name)/\(rule)") else { continue }
      try copy("\(source)/\(rule)", as: file)
    }
  }
}
