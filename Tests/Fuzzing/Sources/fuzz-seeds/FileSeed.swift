import Foundation

/// What a file of the project is a seed of, by its name.
struct FileSeed {
  var entries: [String]
  /// What stands before its bytes in the form that the fuzzer reads.
  var prefix: [UInt8] = []

  /// Cuts at a third and two thirds.
  private static let cuts: [UInt8] = [2, 85, 170]
  /// As the fuzzer of settings numbers the names that a file may have.
  private static let settings: [(ending: String, number: UInt8)] = [
    ("egret.yml", 0), ("egret.default.yml", 0), (".json", 1), (".yaml", 2), (".yml", 2), (".toml", 3), (".env", 4),
    (".env.example", 4), ("Dockerfile", 5), ("Containerfile", 5),
  ]

  /// Nil of a file that is no seed.
  init?(path: String) {
    let name = String(path.split(separator: "/").last ?? "")
    if name.hasPrefix("capture.pcap") {
      self.init(entries: ["capture-file", "analysis"])
    } else if name.hasSuffix(".yar") {
      self.init(entries: ["yara"])
    } else if name == "audit.log" {
      self.init(entries: ["host-logs"], prefix: [0] + Self.cuts)
    } else if name.hasSuffix(".keys") {
      self.init(entries: ["evidence-files"], prefix: [5] + Self.cuts)
    } else if path.contains("Signatures/"), name.hasSuffix(".yml") {
      self.init(entries: ["signatures"])
    } else if name.hasPrefix("compose.") || name.hasPrefix("docker-compose.") {
      self.init(entries: ["settings"], prefix: [6])
    } else if !path.contains("Captures/") || name == "egret.yml",
      let known = Self.settings.first(where: { name.hasSuffix($0.ending) })
    {
      self.init(entries: ["settings"], prefix: [known.number])
    } else {
      return nil
    }
  }

  private init(entries: [String], prefix: [UInt8] = []) {
    self.entries = entries
    self.prefix = prefix
  }
}
