import TrafficModel

import SettingsFiles

/// What a file is, by what it says; its name decides only where its content leaves it open.
enum AuditedFile {
  case server(SettingsNode)
  case client(SettingsNode)
  case compose(SettingsNode)
  case kubernetes([SettingsNode])
  case environment(SettingsNode)
  case dockerfile
  /// None of our business.
  case other

  static func recognize(_ file: SettingsFile) throws(SettingsError) -> AuditedFile {
    let name = file.path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    if isDockerfileName(name) { return .dockerfile }
    if name == ".env" || name.hasPrefix(".env.") || name.hasSuffix(".env") {
      return .environment(try EnvironmentReader.read(file.text))
    }
    if let documents = try documents(file, name) { return recognize(documents) }
    return DockerfileLines.looksLikeOne(file.text) ? .dockerfile : .other
  }

  /// Whether a folder's file is worth opening.
  static func isCandidate(_ name: String) -> Bool {
    let name = name.lowercased()
    return isDockerfileName(name) || name == ".env" || name.hasPrefix(".env.")
      || [".json", ".jsonc", ".yml", ".yaml", ".toml", ".env"].contains { name.hasSuffix($0) }
  }

  private static func isDockerfileName(_ name: String) -> Bool {
    ["dockerfile", "containerfile"].contains { name == $0 || name.hasPrefix($0 + ".") || name.hasSuffix("." + $0) }
  }

  /// The documents of a settings file; nil when it is none of these formats.
  private static func documents(_ file: SettingsFile, _ name: String) throws(SettingsError) -> [SettingsNode]? {
    if name.hasSuffix(".json") || name.hasSuffix(".jsonc") { return [try JSONReader.read(file.text)] }
    if name.hasSuffix(".toml") { return [try TOMLReader.read(file.text)] }
    if name.hasSuffix(".yml") || name.hasSuffix(".yaml") { return try YAMLReader.read(file.text) }
    // No ending that says: whatever can be read is what it is.
    guard !DockerfileLines.looksLikeOne(file.text) else { return nil }
    if let node = try? JSONReader.read(file.text), node.isMapping { return [node] }
    if let node = try? TOMLReader.read(file.text), !node.members.isEmpty { return [node] }
    if let nodes = try? YAMLReader.read(file.text), nodes.contains(where: \.isMapping) { return nodes }
    return nil
  }

  private static func recognize(_ documents: [SettingsNode]) -> AuditedFile {
    if documents.contains(where: { $0["apiVersion"]?.text != nil && $0["kind"]?.text != nil }) {
      return .kubernetes(documents)
    }
    guard let root = documents.first(where: \.isMapping) else { return .other }
    let isCompose = root["services"]?.members.contains { $0.value["image"] != nil || $0.value["build"] != nil } ?? false
    if isCompose { return .compose(root) }
    if !ClientServers.find(root).isEmpty { return .client(root) }
    return isServer(root) ? .server(root) : .other
  }

  /// At least two of the things that settings of servers speak of, or one and the word MCP.
  private static func isServer(_ root: SettingsNode) -> Bool {
    let foreign = [
      "dependencies", "devDependencies", "compilerOptions", "scripts", "jobs", "repos", "build-system", "openapi",
      "swagger", "tool",
    ]
    guard !foreign.contains(where: { root[$0] != nil }) else { return false }
    let topics: [Set<String>] = [
      ["authentication", "auth", "authn", "oauth", "oauth2", "jwt", "authtype"],
      ["ratelimiting", "ratelimit", "ratelimits", "throttling"],
      ["cors", "allowedorigins", "corsorigins"], ["tls", "ssl", "https", "requirehttps"],
      ["server", "mcp", "mcpserver", "fastmcp"], ["tools", "resources", "prompts"],
      ["transport"], ["port", "host", "bind", "listen"], ["database", "password", "apikey"],
    ]
    let names = Set(SettingsEntry.all(root).filter { $0.path.count <= 2 }.map(\.name))
    return topics.count { !$0.isDisjoint(with: names) } >= 2
  }
}
