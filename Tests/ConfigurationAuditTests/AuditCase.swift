import Testing

/// A file that one check finds wrong, and the same put right.
struct AuditCase: CustomTestStringConvertible, Sendable {
  var check: String
  var file: String
  var wrong: String
  /// Where it is wrong.
  var place: String
  var right: String
  var testDescription: String { "\(check) \(file) \(wrong.prefix(60))" }

  init(_ check: String, _ file: String, _ wrong: String, at place: String, right: String) {
    (self.check, self.file, self.wrong, self.place, self.right) = (check, file, wrong, place, right)
  }

  static let all = settings + clients + containers

  /// A server whose settings leave nothing to be desired but for `change`.
  private static func server(_ change: String, _ instead: String = "") -> String {
    let good = """
      host: 10.0.0.5
      port: 8443
      tls: {cert_file: a.pem}
      authentication:
        type: jwt
        issuer: https://auth.example
        audience: mcp
        public_key_path: a.pem
        token_lifetime: 3600
        require_https: true
      rate_limiting: {requests_per_minute: 100}

      """
    return change.isEmpty ? good + instead : good.replacing(change, with: instead)
  }

  private static let settings = [
    AuditCase(
      "CFG-01", "a.yml", server("", "password: hunter2\n"), at: "12:11", right: server("", "password: ${PW}\n")),
    AuditCase(
      "CFG-01", "a.toml", "port = 1\n[auth]\napi_key = \"a1b2c3d4e5f6\"\n", at: "3:11",
      right: "port = 1\n[auth]\napi_key_file = \"/run/k\"\n"),
    AuditCase(
      "CFG-01", ".env", "GITHUB_TOKEN=ghp_abcdefghijklmnopqrst0123456789\n", at: "1:14", right: "GITHUB_TOKEN=\n"),
    AuditCase(
      "CFG-01", "a.yml", server("", "url: postgres://app:s3cr3tpw@db.example/x\n"), at: "12:6",
      right: server("", "url: postgres://app@db.example/x\n")),
    AuditCase("CFG-02", "a.yml", "port: 80\nauthentication: none\n", at: "2:17", right: server("")),
    AuditCase("CFG-02", "a.yml", "port: 80\nauth: {type: none}\n", at: "2:14", right: server("")),
    AuditCase("CFG-02", "a.yml", "port: 80\nauth: {enabled: false}\n", at: "2:17", right: server("")),
    AuditCase("CFG-02", "a.yml", "port: 80\ncors: {}\n", at: "1:1", right: server("")),
    AuditCase("CFG-02", ".env", "MCP_AUTH=none\n", at: "1:10", right: "MCP_AUTH=jwt\n"),
    AuditCase("CFG-03", "a.yml", server("require_https: true", "require_https: false"), at: "10:18", right: server("")),
    AuditCase(
      "CFG-03", "a.yml", server("tls: {cert_file: a.pem}", "tls: {enabled: false}"), at: "3:6", right: server("")),
    AuditCase(
      "CFG-04", "a.json", #"{"mcpServers": {"a": {"url": "http://mcp.example/mcp"}}}"#, at: "1:30",
      right: #"{"mcpServers": {"a": {"url": "https://mcp.example/mcp"}}}"#),
    AuditCase("CFG-05", "a.yml", "port: 80\nauthentication: {type: basic}\n", at: "2:24", right: server("")),
    AuditCase("CFG-06", "a.yml", server("3600", "86400"), at: "9:19", right: server("")),
    AuditCase("CFG-06", "a.yml", server("3600", "24h"), at: "9:19", right: server("3600", "30m")),
    AuditCase("CFG-06", "a.yml", server("  token_lifetime: 3600\n", ""), at: "4:1", right: server("")),
    AuditCase("CFG-07", "a.yml", server("  audience: mcp\n", ""), at: "4:1", right: server("")),
    AuditCase("CFG-07", "a.yml", server("  public_key_path: a.pem\n", ""), at: "4:1", right: server("")),
    AuditCase(
      "CFG-08", "a.yml", server("", "").replacing("  audience", with: "  algorithms: [RS256, HS256]\n  audience"),
      at: "7:23", right: server("").replacing("  audience", with: "  algorithms: [RS256]\n  audience")),
    AuditCase(
      "CFG-08", "a.yml", server("").replacing("  audience", with: "  algorithm: none\n  audience"), at: "7:14",
      right: server("")),
    AuditCase(
      "CFG-09", "a.yml", server("rate_limiting: {requests_per_minute: 100}\n", ""), at: "1:1", right: server("")),
    AuditCase("CFG-09", "a.yml", server("minute: 100", "minute: 1000000"), at: "11:38", right: server("")),
    AuditCase("CFG-10", "a.yml", server("10.0.0.5", "0.0.0.0"), at: "1:7", right: server("")),
    AuditCase("CFG-10", ".env", "MCP_HOST=0.0.0.0\n", at: "1:10", right: "MCP_HOST=127.0.0.1\n"),
    AuditCase(
      "CFG-11", "a.yml", server("", "cors: {allowed_origins: [\"*\"]}\n"), at: "12:26",
      right: server("", "cors: {allowed_origins: [\"https://a.example\"]}\n")),
    AuditCase(
      "SUP-01", "a.yml", server("10.0.0.5", "0.0.0.0 # egret-ignore: CFG-10"), at: "1:1",
      right: server("10.0.0.5", "0.0.0.0 # egret-ignore: CFG-10 in a closed network")),
  ]

  private static func client(_ server: String) -> String { "{\"mcpServers\": {\n\"a\": \(server)\n}}" }

  private static let clients = [
    AuditCase(
      "CFG-01", "a.json", client(#"{"command": "x", "args": ["--api-key", "a1b2c3d4e5f6g7"]}"#), at: "2:45",
      right: client(#"{"command": "x", "args": ["--api-key", "${KEY}"]}"#)),
    AuditCase(
      "CFG-01", "a.json", client(#"{"url": "https://a.example", "headers": {"Authorization": "Bearer abcd1234efgh"}}"#),
      at: "2:64", right: client(#"{"url": "https://a.example", "headers": {"Authorization": "Bearer ${input:t}"}}"#)),
    AuditCase(
      "CLI-01", "a.json", client(#"{"command": "npx", "args": ["-y", "@scope/name"]}"#), at: "2:40",
      right: client(#"{"command": "npx", "args": ["-y", "@scope/name@1.2.3"]}"#)),
    AuditCase(
      "CLI-01", "a.json", client(#"{"command": "npx", "args": ["name@latest"]}"#), at: "2:34",
      right: client(#"{"command": "npx", "args": ["./local"]}"#)),
    AuditCase(
      "CLI-01", "a.json", client(#"{"command": "uvx", "args": ["--from", "git+https://git.example/a", "a"]}"#),
      at: "2:44", right: client(#"{"command": "uvx", "args": ["--from", "git+https://git.example/a@0123abc", "a"]}"#)),
    AuditCase(
      "CLI-01", "a.json", client(#"{"command": "docker", "args": ["run", "-i", "-e", "A", "mcp/a"]}"#), at: "2:61",
      right: client(#"{"command": "docker", "args": ["run", "-i", "-e", "A", "mcp/a:1.2"]}"#)),
    AuditCase(
      "CLI-01", "c.toml", "[mcp_servers.a]\ncommand = \"uvx\"\nargs = [\"name\"]\n", at: "3:9",
      right: "[mcp_servers.a]\ncommand = \"uvx\"\nargs = [\"name==1.0\"]\n"),
    AuditCase(
      "CLI-02", "a.json", client(#"{"command": "bash", "args": ["-c", "server --port 1"]}"#), at: "2:18",
      right: client(#"{"command": "server", "args": ["--port", "1"]}"#)),
    AuditCase(
      "CLI-03", "a.json", client(#"{"command": "x", "args": ["/home/ana"]}"#), at: "2:32",
      right: client(#"{"command": "x", "args": ["/home/ana/notes"]}"#)),
    AuditCase(
      "CLI-03", "a.json", client(#"{"command": "x", "args": ["~"]}"#), at: "2:32",
      right: client(#"{"command": "x", "args": ["~/notes"]}"#)),
    AuditCase(
      "CLI-04", "a.json", client(#"{"command": "x", "args": ["--dangerously-skip-permissions"]}"#), at: "2:32",
      right: client(#"{"command": "x", "args": ["--verbose"]}"#)),
    AuditCase(
      "CLI-04", "a.json", client(#"{"command": "x", "autoApprove": ["*"]}"#), at: "2:38",
      right: client(#"{"command": "x", "autoApprove": ["search"]}"#)),
    AuditCase(
      "CLI-05", "a.json", #"{"mcpServers": {"github": {"command": "x"}, "github": {"command": "x"}}}"#, at: "1:45",
      right: #"{"mcpServers": {"github": {"command": "x"}, "gitlab2": {"command": "x"}}}"#),
    AuditCase(
      "CLI-05", "a.json", #"{"mcpServers": {"git": {"command": "x"}, "git": {"command": "y"}}}"#, at: "1:42",
      right: #"{"mcpServers": {"git": {"command": "x"}, "hub": {"command": "y"}}}"#),
  ]

  private static func service(_ line: String) -> String { "services:\n  a:\n    image: x:1\n    \(line)\n" }
  private static func pod(_ pod: String, _ container: String) -> String {
    "apiVersion: v1\nkind: Pod\nspec:\n  \(pod)\n  containers:\n  - name: a\n    image: x:1\n    \(container)\n"
  }
  private static let full =
    "{runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true}"

  private static let containers = [
    AuditCase(
      "CTR-01", "Dockerfile", "FROM python:3.12\nCMD [\"x\"]\n", at: "1:1",
      right: "FROM python:3.12\nUSER 1000\nCMD [\"x\"]\n"),
    AuditCase(
      "CTR-01", "Dockerfile", "FROM a:1 AS b\nUSER 1000\nFROM a:1\nUSER root\n", at: "4:1",
      right: "FROM a:1 AS b\nUSER root\nFROM a:1\nUSER 1000\n"),
    AuditCase("CTR-01", "compose.yml", service("user: root"), at: "4:11", right: service("user: '1000'")),
    AuditCase(
      "CTR-01", "pod.yml", pod("hostNetwork: false", "securityContext: {runAsUser: 0}"), at: "8:34",
      right: pod("hostNetwork: false", "securityContext: \(full)")),
    AuditCase(
      "CTR-02", "Dockerfile", "FROM python:3.12\nUSER app\nRUN useradd app\n", at: "2:1",
      right: "FROM python:3.12\nRUN useradd -r \\\n  app\nUSER app\n"),
    AuditCase(
      "CTR-03", "Dockerfile", "FROM node:22\nCOPY --chown=node . /app\nUSER node\n", at: "2:1",
      right: "FROM node:22\nCOPY . /app\nUSER node\n"),
    AuditCase(
      "CTR-03", "compose.yml", service("volumes: ['./tools:/app/tools']"), at: "4:15",
      right: service("volumes: ['./tools:/app/tools:ro']")),
    AuditCase(
      "CTR-04", "compose.yml", service("mem_limit: 1g"), at: "2:3",
      right: service("mem_limit: 1g\n    pids_limit: 9\n    ulimits: {nofile: 9, nproc: 9}")),
    AuditCase(
      "CTR-05", "Dockerfile", "FROM a:1\nUSER 1\nCMD [\"ulimit -n 1024;\", \"python\"]\n", at: "3:1",
      right: "FROM a:1\nUSER 1\nCMD [\"python\"]\n"),
    AuditCase("CTR-06", "compose.yml", service("privileged: true"), at: "4:17", right: service("privileged: false")),
    AuditCase(
      "CTR-07", "compose.yml", service("cap_add: [SYS_ADMIN]"), at: "4:15",
      right: service("cap_add: [NET_BIND_SERVICE]")),
    AuditCase(
      "CTR-08", "compose.yml", service("network_mode: host"), at: "4:19", right: service("network_mode: bridge")),
    AuditCase("CTR-08", "pod.yml", pod("hostPID: true", ""), at: "4:12", right: pod("hostPID: false", "")),
    AuditCase(
      "CTR-09", "compose.yml", service("volumes: ['/var/run/docker.sock:/var/run/docker.sock']"), at: "4:15",
      right: service("volumes: ['data:/data']")),
    AuditCase(
      "CTR-10", "Dockerfile", "FROM a:1\nENV API_KEY=a1b2c3d4e5f6\n", at: "2:1", right: "FROM a:1\nENV LOG=info\n"),
    AuditCase(
      "CTR-10", "Dockerfile", "FROM a:1\nRUN <<EOF\nexport DB_PASSWORD=hunter2\nEOF\n", at: "2:1",
      right: "FROM a:1\nRUN --mount=type=secret,id=pw cat /run/secrets/pw\n"),
    AuditCase(
      "CTR-10", "compose.yml", service("environment: [DB_PASSWORD=hunter2]"), at: "4:19",
      right: service("environment: ['DB_PASSWORD=${PW}']")),
    AuditCase(
      "CTR-10", "pod.yml", pod("hostPID: false", "env: [{name: API_KEY, value: a1b2c3d4e5f6}]"), at: "8:34",
      right: pod("hostPID: false", "env: [{name: API_KEY, valueFrom: {}}]")),
    AuditCase(
      "CTR-11", "Dockerfile", "ARG TAG=latest\nFROM a:${TAG}\nUSER 1\n", at: "2:1", right: "FROM a@sha256:00\nUSER 1\n"),
    AuditCase(
      "CTR-12", "Dockerfile", "FROM a:1\nADD https://a.example/x /x\n", at: "2:1",
      right: "FROM a:1\nADD --checksum=sha256:00 https://a.example/x /x\n"),
    AuditCase("CTR-13", "Dockerfile", "FROM a:1\nUSER 1\n", at: "1:1", right: "FROM a:1\nUSER 1\nHEALTHCHECK CMD x\n"),
    AuditCase("CTR-14", "compose.yml", service("init: true"), at: "2:3", right: service("read_only: true")),
    AuditCase(
      "CTR-15", "Dockerfile", "FROM a:1\nUSER 1000\nRUN apt-get install -y x\n", at: "3:1",
      right: "FROM a:1\nRUN apt-get install -y x\nUSER 1000\n"),
    AuditCase(
      "CTR-16", "compose.yml", service("volumes: ['/:/host']"), at: "4:15", right: service("volumes: ['./x:/x']")),
    AuditCase(
      "CTR-17", "compose.yml", service("init: true"), at: "2:3",
      right: service("security_opt: ['no-new-privileges:true']")),
    AuditCase(
      "CTR-17", "pod.yml", pod("hostPID: false", "stdin: false"), at: "6:5",
      right: pod("hostPID: false", "securityContext: \(full)")),
  ]
}
