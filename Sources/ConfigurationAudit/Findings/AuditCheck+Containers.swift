import SettingsFiles
import TrafficModel

/// What is looked for in container files.
extension AuditCheck {
  static let runsAsRoot = AuditCheck(
    "CTR-01", "Runs as root", .high, "Make a user and end the final stage with USER; runAsNonRoot: true in Kubernetes.",
    [.attack("T1611")])
  static let missingUser = AuditCheck(
    "CTR-02", "A user that is not there", .medium, "Create the user (RUN useradd …) before USER names it.", [])
  static let writableTools = AuditCheck(
    "CTR-03", "The server can change its own tools", .medium,
    "Let root own them: COPY --chown=root:root --chmod=755; mount them read-only.", [.owasp("MCP03"), .attack("T1574")])
  static let noLimits = AuditCheck(
    "CTR-04", "No limits on memory, processes or files", .low,
    "Set mem_limit, pids_limit and ulimits (nofile, nproc); resources.limits in Kubernetes.",
    [.owasp("MCP08"), .attack("T1499")])
  static let uselessLimit = AuditCheck(
    "CTR-05", "A limit that does nothing", .medium,
    "Set it from outside: docker run --ulimit nofile=1024 --ulimit nproc=512, or ulimits in compose.",
    [.attack("T1499")])
  static let privileged = AuditCheck(
    "CTR-06", "Privileged container", .critical, "Remove it and add the one capability that is needed.",
    [.attack("T1611")])
  static let capabilities = AuditCheck(
    "CTR-07", "Added capabilities", .high, "Drop ALL and add the one that is needed.", [.attack("T1611")])
  static let hostNamespace = AuditCheck(
    "CTR-08", "Shares a namespace with the host", .high, "Remove it; publish the port instead.", [.attack("T1611")])
  static let dockerSocket = AuditCheck(
    "CTR-09", "Holds the container engine's socket", .critical, "Do not mount it: who holds it is root on the host.",
    [.attack("T1611"), .attack("T1610")])
  static let imageSecret = AuditCheck(
    "CTR-10", "Secret in a container file", .critical,
    "Use RUN --mount=type=secret while building and secrets while running; replace this one.",
    [.owasp("MCP01"), .attack("T1552.001")])
  static let unpinnedImage = AuditCheck(
    "CTR-11", "Image without a fixed version", .medium, "Name a version and its digest: python:3.11-slim@sha256:….",
    [.owasp("MCP04"), .attack("T1195.002")])
  static let remoteAdd = AuditCheck(
    "CTR-12", "Adds what a URL delivers", .medium, "Use ADD --checksum=sha256:…, or fetch and verify in RUN.",
    [.owasp("MCP04"), .attack("T1195.002")])
  static let noHealthCheck = AuditCheck(
    "CTR-13", "No health check", .low, "Add HEALTHCHECK, healthcheck or a livenessProbe.", [])
  static let writableRoot = AuditCheck(
    "CTR-14", "Root file system is writable", .low, "Set read_only: true, readOnlyRootFilesystem: true, and a tmpfs.",
    [.attack("T1574")])
  static let needsRoot = AuditCheck(
    "CTR-15", "Needs root, but runs as another user", .medium, "Do it before USER leaves root.", [])
  static let hostFolder = AuditCheck(
    "CTR-16", "Mounts a folder of the host's system", .high, "Mount the folder it needs, read-only.", [.attack("T1611")]
  )
  static let mayGainPrivileges = AuditCheck(
    "CTR-17", "May gain privileges", .low,
    "Set security_opt: [no-new-privileges:true]; allowPrivilegeEscalation: false.", [.attack("T1548")])

  static let containers = [
    runsAsRoot, missingUser, writableTools, noLimits, uselessLimit, privileged, capabilities, hostNamespace,
    dockerSocket,
    imageSecret, unpinnedImage, remoteAdd, noHealthCheck, writableRoot, needsRoot, hostFolder, mayGainPrivileges,
  ]
}
