import Foundation
import PolicyRendering
import Testing

/// A real MCP server, run as its user behind rules that the real tools loaded in namespaces made for it.
@Suite(.serialized) struct EnforcementTests {
  struct Target: Hashable, Codable, Sendable, CustomTestStringConvertible {
    var transport: String
    var address: String
    var port: UInt16
    var testDescription: String { "\(transport) \(address) \(port)" }

    init(_ transport: String, _ address: String, _ port: UInt16) {
      (self.transport, self.address, self.port) = (transport, address, port)
    }
  }

  static let allowed = [
    Target("tcp", "10.99.0.2", 9001), Target("tcp", "10.99.0.2", 9105), Target("tcp", "10.99.0.4", 443),
    Target("tcp", "fd00:99::2", 9001), Target("udp", "fd00:99::2", 9001), Target("tcp", "fd00:99::4", 443),
    Target("udp", "10.99.0.53", 53), Target("tcp", "10.99.0.53", 53), Target("udp", "fd00:99::53", 53),
    Target("tcp", "127.0.0.1", 5432), Target("tcp", "::1", 5432),
  ]
  static let forbidden = [
    Target("tcp", "10.99.0.2", 9002), Target("udp", "10.99.0.2", 9001), Target("tcp", "10.99.0.3", 9001),
    Target("tcp", "10.99.0.4", 444), Target("tcp", "10.98.0.9", 9001), Target("udp", "10.99.0.2", 53),
    Target("tcp", "fd00:99::2", 9002), Target("tcp", "fd00:99::3", 9001), Target("tcp", "fd00:99::4", 444),
    Target("tcp", "127.0.0.1", 5433), Target("tcp", "::1", 5433),
  ]

  @Test(
    "a server reaches what its policy allows and nothing else, over both families",
    .enabled(
      if: Command.obstacle(["nft", "iptables-restore", "ip6tables-restore", "ipset"]) == nil,
      "needs root, namespaces, nftables, iptables, ipset and python3"),
    arguments: [RuleFormat.nftables, .iptables])
  func reach(format: RuleFormat) throws {
    let text = try RenderedPolicy.rules(format).text
    let sets = try ["v4", "v6"].map { family in
      String(
        try #require(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.first { $0.hasSuffix("_\(family)") }))
    }
    #expect(try Self.reached(format, text, sets: sets) == Set(Self.allowed))
  }

  @Test(
    "the same for a policy that was learned from a capture of the server",
    .enabled(
      if: Command.obstacle(["nft", "iptables-restore", "ip6tables-restore", "ipset", "tcpdump"]) == nil,
      "needs root, namespaces, nftables, iptables, ipset, tcpdump and python3"),
    arguments: [RuleFormat.nftables, .iptables])
  func reachLearned(format: RuleFormat) throws {
    // What goes over loopback is on no other wire, so it was not learned; names are asked for with a policy's own line.
    let seen = Self.allowed.filter { !["127.0.0.1", "::1"].contains($0.address) && $0.port != 53 }
    let folder = try TrialFolder()
    let capture = folder.file("server.pcap")
    #expect(try folder.reached("capture", capture, seen, sets: ["-", "-"]) == Set(seen))
    let learned = try Command.run([Command.egret, "policy", "learn", capture.path, "--user", "nobody"])
    try #require(learned.status == 0, "\(learned.errors)")
    let text = try RenderedPolicy.rules(format, learned.output).text
    #expect(try Self.reached(format, text, sets: ["-", "-"]) == Set(seen))
  }

  private static func reached(_ format: RuleFormat, _ text: String, sets: [String]) throws -> Set<Target> {
    let folder = try TrialFolder()
    let rules = folder.file("rules")
    try Data(text.utf8).write(to: rules)
    return try folder.reached(format.rawValue, rules, Self.allowed + Self.forbidden, sets: sets)
  }

  /// A folder of one trial, gone with it.
  private final class TrialFolder {
    private let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    /// Which of `targets` the server reached.
    func reached(_ mode: String, _ file: URL, _ targets: [Target], sets: [String]) throws -> Set<Target> {
      let input = self.file("targets")
      try JSONSerialization.data(withJSONObject: targets.map { [$0.transport, $0.address, Int($0.port)] as [Any] })
        .write(to: input)
      let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Trials/reach.py")
      let result = try Command.run(
        ["unshare", "-n", "python3", script.path, mode, file.path, sets[0], sets[1], "nobody"], input: input)
      try #require(result.status == 0, "\(result.errors)")
      let rows = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[Any]])
      return Set(zip(targets, rows).filter { $0.1.last as? Bool == true }.map(\.0))
    }
  }

  @Test(
    "where rules cannot be loaded, their syntax is checked at least", arguments: [RuleFormat.nftables, .iptables])
  func syntax(format: RuleFormat) throws {
    let text = try RenderedPolicy.rules(format).text
    let folder = try TrialFolder()
    let rules = folder.file("rules")
    try Data(text.utf8).write(to: rules)
    let obstacle = Command.obstacle(format == .nftables ? ["nft"] : ["iptables-restore", "ip6tables-restore", "ipset"])
    if let obstacle { print("rules cannot be tried here: \(obstacle)") }
    let words: [String] =
      switch (format, obstacle == nil) {
      case (.nftables, true): ["unshare", "-n", "nft", "-c", "-f", rules.path]
      case (_, true): ["unshare", "-n", "env", "TEST=--test", "sh", rules.path]
      // Without namespaces only the shell can look at its own part of them.
      case (_, false): format == .iptables ? ["sh", "-n", rules.path] : ["true"]
      }
    let result = try Command.run(words)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(
    "rules load again over themselves",
    .enabled(
      if: Command.obstacle(["nft", "iptables-restore", "ipset"]) == nil, "needs root, namespaces and the tools"),
    arguments: [RuleFormat.nftables, .iptables])
  func reload(format: RuleFormat) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(try RenderedPolicy.rules(format).text.utf8).write(to: file)
    let load = format == .nftables ? "nft -f" : "sh"
    let list = format == .nftables ? "nft list ruleset" : "iptables-save; ip6tables-save"
    let words = "\(load) \(file.path) && (\(list)) | grep -c . > /dev/null && \(load) \(file.path) && (\(list))"
    let once = try Command.run(["unshare", "-n", "sh", "-c", "\(load) \(file.path) && (\(list))"])
    let twice = try Command.run(["unshare", "-n", "sh", "-c", words])
    #expect(once.status == 0 && twice.status == 0, "\(once.errors) \(twice.errors)")
    func rules(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.hasPrefix("#") } }
    #expect(rules(twice.output) == rules(once.output))
  }

  @Test(
    "the kernel takes the audit rules",
    .enabled(
      if: geteuid() == 0 && Command.path("auditctl") != nil
        && (try? Command.run(["auditctl", "-l"]).output.hasPrefix("No rules")) ?? false,
      "needs root, auditctl, a kernel that audits, and no rules loaded"))
  func auditRules() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files of our own: nothing else on the machine shall be watched, for however short a time.
    let own = folder.path.replacing("//", with: "/")
    try Data("x".utf8).write(to: folder.appendingPathComponent("x"))
    let text = """
      servers:
      - {name: trial, listen: 1, executable: \(own)/x, configuration: [\(own)/x], tools: [\(own)]}
      """
    let lines = try RenderedPolicy.rules(.auditd, text).text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count == 4)
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      let added = try Command.run(["auditctl"] + words)
      let undo = words.map { ["-a": "-d", "-w": "-W"][$0] ?? $0 }
      let removed = try Command.run(["auditctl"] + undo)
      #expect(added.status == 0 && removed.status == 0, "\(line): \(added.errors) \(removed.errors)")
    }
  }

  @Test(
    "augenrules merges them without a change",
    .enabled(
      if: geteuid() == 0 && Command.path("augenrules") != nil
        && (try? Command.run(["unshare", "-m", "true"]).status) == 0,
      "needs root, mount namespaces and augenrules (package auditd)"))
  func mergedRules() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    let text = try RenderedPolicy.rules(.auditd).text
    try Data(text.utf8).write(to: file)
    // A folder of rules that only this process sees: those of the machine stay as they are, and nothing is loaded.
    let script = """
      mkdir -p /etc/audit && mount -t tmpfs none /etc/audit && mkdir /etc/audit/rules.d \\
        && cp "$0" /etc/audit/rules.d/egret.rules && augenrules --check >&2 && augenrules >&2 \\
        && cat /etc/audit/audit.rules
      """
    let result = try Command.run(["unshare", "-m", "sh", "-c", script, file.path])
    #expect(result.status == 0 && result.errors.contains("should be updated"), "\(result.errors)")
    func rules(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.hasPrefix("#") } }
    #expect(rules(result.output) == rules(text))
  }

  @Test(
    "systemd understands the drop-in",
    .enabled(if: Command.path("systemd-analyze") != nil, "systemd-analyze is not installed"))
  func dropIn() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let dropIns = folder.appendingPathComponent("mcp-search.service.d")
    try FileManager.default.createDirectory(at: dropIns, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let unit = folder.appendingPathComponent("mcp-search.service")
    try Data("[Service]\nExecStart=/bin/true\n".utf8).write(to: unit)
    let text = try RenderedPolicy.rules(.systemd).text
    try Data(text.utf8).write(to: dropIns.appendingPathComponent("50-egret.conf"))
    let result = try Command.run(["systemd-analyze", "verify", "--man=no", unit.path])
    let complaints = result.errors.split(separator: "\n").filter { $0.contains("50-egret.conf") }
    #expect(complaints.isEmpty, "\(result.errors)")
  }
}
