import SettingsFiles

import TrafficModel

/// Checks the services of a compose file.
struct ComposeChecks {
  private let root: SettingsNode

  init(_ root: SettingsNode) { self.root = root }

  func run(_ findings: inout FindingList) {
    for service in root["services"]?.members ?? [] where service.value.isMapping {
      rights(service, &findings)
      mounts(service, &findings)
      limits(service, &findings)
      environment(service, &findings)
      ports(service, &findings)
      image(service, &findings)
    }
  }

  private func rights(_ service: SettingsMember, _ findings: inout FindingList) {
    let node = service.value
    let name = "'\(service.key)'"
    if let user = node["user"], let text = user.text,
      ["root", "0"].contains(text.split(separator: ":").first.map(String.init) ?? "")
    {
      findings.add(.runsAsRoot, at: user.position, "\(name) runs as \(text)")
    }
    if let value = node["privileged"], value.boolean == true {
      findings.add(.privileged, at: value.position, "\(name) is privileged")
    }
    for capability in node["cap_add"]?.elements ?? [] {
      CapabilityCheck.judge(capability.text ?? "", at: capability.position, of: name, &findings)
    }
    for key in ["network_mode", "pid", "ipc", "userns_mode", "uts"] {
      if let value = node[key], value.text == "host" {
        findings.add(.hostNamespace, at: value.position, "\(name): \(key) is host")
      }
    }
    let options = node["security_opt"]?.elements ?? []
    for option in options
    where ["seccomp:unconfined", "apparmor:unconfined", "seccomp=unconfined", "apparmor=unconfined"].contains(
      option.text ?? "")
    {
      findings.add(.mayGainPrivileges, at: option.position, "\(name): \(option.text ?? "")", severity: .high)
    }
    if !options.contains(where: { $0.text?.hasPrefix("no-new-privileges") ?? false }) {
      findings.add(.mayGainPrivileges, at: service.keyPosition, "\(name) does not set no-new-privileges")
    }
    if node["read_only"]?.boolean != true {
      findings.add(.writableRoot, at: service.keyPosition, "\(name) does not set read_only: true")
    }
    let health = node["healthcheck"]
    if health == nil || health?["disable"]?.boolean == true {
      findings.add(
        .noHealthCheck, at: health?.position ?? service.keyPosition, "\(name) has no healthcheck", severity: .info)
    }
  }

  private func mounts(_ service: SettingsMember, _ findings: inout FindingList) {
    for volume in service.value["volumes"]?.elements ?? [] {
      let mode = volume["read_only"]?.boolean == true ? ":ro" : ""
      let text = volume.text ?? volume["source"]?.text.map { "\($0):\(volume["target"]?.text ?? "")\(mode)" }
      if let text, !text.isEmpty { MountCheck.judge(text, at: volume.position, of: "'\(service.key)'", &findings) }
    }
  }

  private func limits(_ service: SettingsMember, _ findings: inout FindingList) {
    let node = service.value
    let deployed = node["deploy"]?["resources"]?["limits"]
    var missing: [String] = []
    if node["mem_limit"] == nil, deployed?["memory"] == nil { missing.append("memory") }
    if node["pids_limit"] == nil, deployed?["pids"] == nil { missing.append("pids") }
    for name in ["nofile", "nproc"] where node["ulimits"]?[name] == nil { missing.append(name) }
    guard !missing.isEmpty else { return }
    findings.add(
      .noLimits, at: service.keyPosition, "'\(service.key)' has no limit on \(missing.joined(separator: ", "))")
  }

  private func environment(_ service: SettingsMember, _ findings: inout FindingList) {
    let checks = SecretChecks(check: .imageSecret)
    for key in ["environment", "build", "labels", "command", "entrypoint"] {
      guard let node = service.value[key] else { continue }
      for member in SettingsEntry.all(node) {
        for scalar in member.scalars {
          checks.judge(scalar.text ?? "", key: member.key, at: scalar.position, &findings)
        }
      }
      for scalar in node.elements + (node.scalar == nil ? [] : [node]) {
        checks.judge(scalar.text ?? "", key: "", at: scalar.position, &findings)
      }
    }
  }

  private func ports(_ service: SettingsMember, _ findings: inout FindingList) {
    for port in service.value["ports"]?.elements ?? [] {
      guard let text = port.text else { continue }
      let host = text.split(separator: ":").dropLast(2).joined(separator: ":")
      let isPublished = text.contains(":")
      guard isPublished, host.isEmpty || HostText.isAll(host) else { continue }
      findings.add(
        .allAddresses, at: port.position, "'\(service.key)' publishes \(text) on all addresses of the host",
        severity: .low)
    }
  }

  private func image(_ service: SettingsMember, _ findings: inout FindingList) {
    guard let image = service.value["image"], let text = image.text, service.value["build"] == nil,
      let problem = ImageVersion.problem(text)
    else { return }
    findings.add(
      .unpinnedImage, at: image.position, "'\(service.key)' uses \(text), \(problem.words)",
      severity: problem.isMoving ? nil : .info)
  }
}
