import SettingsFiles
import TrafficModel

/// The options of `docker run`, as far as they matter here, and the image.
struct DockerRunOptions {
  private(set) var mounts: [(index: Int, text: String)] = []
  private(set) var flags: [(index: Int, text: String)] = []
  private(set) var image: Int?

  private static let withValue = [
    "-e", "--env", "-v", "--volume", "--mount", "-p", "--publish", "--name", "--network", "--net", "-u", "--user", "-w",
    "--workdir", "--env-file", "-l", "--label", "-m", "--memory", "--cpus", "--entrypoint", "--add-host", "--cap-add",
    "--cap-drop", "--security-opt", "--ulimit", "--pids-limit", "--tmpfs", "-h", "--hostname", "--restart",
    "--platform",
    "--pull", "--gpus", "--device", "--pid", "--ipc", "--dns", "--log-driver", "--stop-timeout",
  ]

  init(_ words: [String], from start: Int) {
    var index = start
    while index < words.count {
      let word = words[index]
      guard word.hasPrefix("-") else {
        image = index
        return
      }
      if Self.withValue.contains(word), index + 1 < words.count {
        add(word, words[index + 1], at: index + 1)
        index += 2
        continue
      }
      if let equals = word.firstIndex(of: "=") {
        add(String(word[..<equals]), String(word[word.index(after: equals)...]), at: index)
      } else {
        flags.append((index, word))
      }
      index += 1
    }
  }

  private mutating func add(_ option: String, _ value: String, at index: Int) {
    switch option {
    case "-v", "--volume": mounts.append((index, value))
    case "--mount":
      let parts = value.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      func part(_ names: String...) -> String? { parts.first { names.contains($0[0]) && $0.count == 2 }?[1] }
      if let source = part("src", "source") {
        let mode = parts.contains { ["readonly", "ro"].contains($0[0]) } ? ":ro" : ""
        mounts.append((index, "\(source):\(part("dst", "target", "destination") ?? "")\(mode)"))
      }
    default: flags.append((index, "\(option)=\(value)"))
    }
  }
}
