import SettingsFiles

import TrafficModel

/// Judges a mount of the host into a container, written `source:target[:mode]`.
enum MountCheck {
  private static let system = [
    "/proc", "/sys", "/dev", "/boot", "/var/run", "/run", "/var/lib/docker", "/lib", "/bin", "/sbin",
  ]

  static func judge(_ mount: String, at position: TextPosition, of owner: String, _ findings: inout FindingList) {
    let parts = mount.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    // `C:\…:/target` has its first colon in the source.
    let isDrive = parts.count > 1 && parts[0].count == 1 && parts[1].hasPrefix("\\")
    let source = isDrive ? parts[0] + ":" + parts[1] : parts[0]
    let isReadOnly = parts.last.map { $0.split(separator: ",").contains("ro") } ?? false
    let target = parts.count > (isDrive ? 2 : 1) ? parts[isDrive ? 2 : 1] : ""
    if ["docker.sock", "containerd.sock", "podman.sock", "crio.sock"].contains(where: source.hasSuffix) {
      return findings.add(.dockerSocket, at: position, "\(owner) holds \(source)")
    }
    if WideFolder.isWide(source) || system.contains(source) {
      return findings.add(
        .hostFolder, at: position, "\(owner) mounts \(source)" + (isReadOnly ? " (read-only)" : ""),
        severity: isReadOnly ? .medium : .high)
    }
    let holdsTools = [source, target].contains { $0.lowercased().split(separator: "/").contains("tools") }
    if holdsTools, !isReadOnly, target.hasPrefix("/") {
      findings.add(.writableTools, at: position, "\(owner) mounts its tools, \(source), so that it can write them")
    }
  }
}
