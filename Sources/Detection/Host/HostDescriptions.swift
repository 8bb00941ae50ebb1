import TrafficModel

/// What is said of a host whose audit log was read.
enum HostDescriptions {
  static let unseenConnect = DetectorDescription(
    id: "HST-01", title: "Connection that no capture shows", severity: .low,
    fires: "on a successful connect in the audit log, during the capture, to where no captured flow goes at that time",
    staysSilent: "outside the capture's time, for loopback where the capture has none, for DNS",
    falseAlarms: ["datagram sockets, which are connected without sending", "another interface than the captured one"],
    references: [.owasp("MCP08"), .attack("T1562")])
  static let unexplainedFlow = DetectorDescription(
    id: "HST-02", title: "Flow of a server's machine that the server did not open", severity: .medium,
    fires:
      "on a TCP flow from the address of an audited server, during the log's time, with no connect of its processes",
    staysSilent: "for flows whose beginning was not captured, and for servers of which the log has nothing",
    falseAlarms: ["other services on the same machine", "events that the kernel's audit queue lost"],
    references: [.attack("T1571"), .owasp("MCP09")])
  static let unknownProgram = DetectorDescription(
    id: "HST-03", title: "A program that the policy does not know", severity: .high,
    fires:
      "on a connect (high for shells and transfer tools, medium otherwise) or a start (low) of a program that is neither "
      + "the server's executable nor one of its children",
    staysSilent: "for servers without 'executable' in the policy", falseAlarms: ["a child that nobody listed"],
    references: [.attack("T1059"), .attack("T1105"), .owasp("MCP05"), .safe("SAFE-T1101")])
  static let changeOnDisk = DetectorDescription(
    id: "HST-04", title: "Tools changed on disk, then on the wire", severity: .high,
    fires: "when a tool's definition changes within a day after its server's configuration or tools were written",
    staysSilent: "for definitions that change without a write, which others tell", falseAlarms: ["a release"],
    references: [.attack("T1195.002"), .atlas("AML.T0109"), .owasp("MCP03"), .safe("SAFE-T1201")])
  static let fileChange = DetectorDescription(
    id: "HST-05", title: "Configuration or tools of a server were changed", severity: .info,
    fires: "on each write to what the policy names as configuration or tools of a server",
    staysSilent: "for other files",
    falseAlarms: ["every release"], references: [.owasp("MCP04")])
}
