import SettingsFiles

import TrafficModel

/// Judges a capability added to a container.
enum CapabilityCheck {
  private static let harmless: Set = [
    "NET_BIND_SERVICE", "CHOWN", "SETUID", "SETGID", "KILL", "FOWNER", "DAC_OVERRIDE",
  ]
  private static let total: Set = [
    "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "DAC_READ_SEARCH", "BPF",
  ]

  static func judge(_ text: String, at position: TextPosition, of owner: String, _ findings: inout FindingList) {
    var name = text.uppercased()
    if name.hasPrefix("CAP_") { name.removeFirst(4) }
    guard !name.isEmpty, !harmless.contains(name) else { return }
    findings.add(.capabilities, at: position, "\(owner) gets \(name)", severity: total.contains(name) ? .high : .medium)
  }
}
