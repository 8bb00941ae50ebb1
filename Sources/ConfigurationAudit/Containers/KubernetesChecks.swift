import SettingsFiles

import TrafficModel

/// Checks the pods of a Kubernetes manifest, and its Secrets.
struct KubernetesChecks {
  private let root: SettingsNode

  init(_ root: SettingsNode) { self.root = root }

  func run(_ findings: inout FindingList) {
    if root["kind"]?.text == "Secret" { secret(&findings) }
    if root["kind"]?.text == "ConfigMap", let data = root["data"] {
      SecretChecks().run(SettingsEntry.all(data), &findings)
    }
    guard let pod = podSpecification(root["kind"]?.text ?? "") else { return }
    for key in ["hostNetwork", "hostPID", "hostIPC"] {
      if let value = pod[key], value.boolean == true {
        findings.add(.hostNamespace, at: value.position, "\(key) is true")
      }
    }
    for volume in pod["volumes"]?.elements ?? [] {
      guard let path = volume["hostPath"]?["path"], let text = path.text else { continue }
      MountCheck.judge("\(text):/", at: path.position, of: "volume '\(volume["name"]?.text ?? "")'", &findings)
    }
    for list in ["initContainers", "containers"] {
      for container in pod[list]?.elements ?? [] where container.isMapping {
        check(container, of: pod, isMain: list == "containers", &findings)
      }
    }
  }

  private func podSpecification(_ kind: String) -> SettingsNode? {
    switch kind {
    case "Pod": root["spec"]
    case "CronJob": root["spec"]?["jobTemplate"]?["spec"]?["template"]?["spec"]
    default: root["spec"]?["template"]?["spec"]
    }
  }

  /// Base64 is no encryption, but a Secret is the place for it; the file is not.
  private func secret(_ findings: inout FindingList) {
    for key in ["stringData", "data"] {
      for member in root[key]?.members ?? [] {
        guard let text = member.value.text, !text.isEmpty, !SecretPlaceholder.isReference(text),
          !SecretPlaceholder.isPlaceholder(text)
        else { continue }
        findings.add(
          .imageSecret, at: member.value.position, "the Secret's '\(member.key)' stands in this file", severity: .high)
      }
    }
  }

  private func check(_ container: SettingsNode, of pod: SettingsNode, isMain: Bool, _ findings: inout FindingList) {
    let name = "'\(container["name"]?.text ?? "container")'"
    let own = container["securityContext"]
    let shared = pod["securityContext"]
    func setting(_ key: String) -> SettingsNode? { own?[key] ?? shared?[key] }
    user(setting("runAsUser"), setting("runAsNonRoot"), name, container.position, &findings)
    if let value = own?["privileged"], value.boolean == true {
      findings.add(.privileged, at: value.position, "\(name) is privileged")
    }
    for capability in own?["capabilities"]?["add"]?.elements ?? [] {
      CapabilityCheck.judge(capability.text ?? "", at: capability.position, of: name, &findings)
    }
    if own?["allowPrivilegeEscalation"]?.boolean != false {
      findings.add(
        .mayGainPrivileges, at: own?.position ?? container.position,
        "\(name) does not set allowPrivilegeEscalation: false")
    }
    if own?["readOnlyRootFilesystem"]?.boolean != true {
      findings.add(
        .writableRoot, at: own?.position ?? container.position, "\(name) does not set readOnlyRootFilesystem: true")
    }
    if container["resources"]?["limits"]?["memory"] == nil {
      findings.add(
        .noLimits, at: container["resources"]?.position ?? container.position, "\(name) has no limit on memory")
    }
    if isMain, container["livenessProbe"] == nil, container["readinessProbe"] == nil {
      findings.add(.noHealthCheck, at: container.position, "\(name) has no probe", severity: .info)
    }
    contents(container, name, &findings)
  }

  private func user(
    _ user: SettingsNode?, _ nonRoot: SettingsNode?, _ name: String, _ position: TextPosition,
    _ findings: inout FindingList
  ) {
    if let user, user.integer == 0 {
      findings.add(.runsAsRoot, at: user.position, "\(name) runs as user 0")
    } else if user == nil, nonRoot?.boolean != true {
      findings.add(
        .runsAsRoot, at: nonRoot?.position ?? position, "\(name) does not set runAsNonRoot: true; the image decides",
        severity: .medium)
    }
  }

  private func contents(_ container: SettingsNode, _ name: String, _ findings: inout FindingList) {
    if let image = container["image"], let text = image.text, let problem = ImageVersion.problem(text) {
      findings.add(
        .unpinnedImage, at: image.position, "\(name) uses \(text), \(problem.words)",
        severity: problem.isMoving ? nil : .info)
    }
    let checks = SecretChecks(check: .imageSecret)
    for variable in container["env"]?.elements ?? [] {
      guard let value = variable["value"], let text = value.text else { continue }
      checks.judge(text, key: variable["name"]?.text ?? "", at: value.position, &findings)
    }
    for word in (container["args"]?.elements ?? []) + (container["command"]?.elements ?? []) {
      checks.judge(word.text ?? "", key: "", at: word.position, &findings)
    }
    for mount in container["volumeMounts"]?.elements ?? [] {
      guard let path = mount["mountPath"], let text = path.text, mount["readOnly"]?.boolean != true,
        text.lowercased().split(separator: "/").contains("tools")
      else { continue }
      findings.add(.writableTools, at: path.position, "\(name) mounts its tools, \(text), so that it can write them")
    }
  }
}
