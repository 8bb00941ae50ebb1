import Configuration
import Policy
import PolicyRendering
import SettingsFiles
import TrafficModel

/// A policy with one of everything, and what comes of it.
enum RenderedPolicy {
  static let text = """
    servers:
      - name: search
        addresses: [10.99.0.1]
        listen: 8080
        user: nobody
        unit: mcp-search.service
        executable: /usr/bin/env
        configuration: [/etc/hosts]
        tools: [/etc/]
        dns: [10.99.0.53, "fd00:99::53"]
        loopback: [5432]
        allow:
          - {to: api.example, ports: 443, reason: "the \\"backend\\"\\n; drop"}
          - {to: 10.99.0.2, ports: [9001, 9100-9110]}
          - {to: "fd00:99::2", ports: [9001], protocols: [tcp, udp]}
    clients:
      - {name: agents, addresses: [10.99.0.0/24], allow: [10.99.0.1]}
    """

  static func policy(_ text: String = text) throws -> EgressPolicy {
    try ConfigurationReader().read(SettingsFile(path: "egret.yml", text: text)).policy
  }

  static func rules(_ format: RuleFormat, _ text: String = text) throws -> RenderedRules {
    PolicyRenderer(try policy(text), file: "egret.yml").render(format)
  }
}
