import Policy
import SettingsFiles

/// Reads `detection`.
struct DetectionSection {
  private static let keys = [
    "slow_call", "calls_per_minute", "call_burst", "tool_name_pattern", "forbidden_tool_words", "forbid_word_parts",
    "detectors",
  ]

  let log: ProblemLog
  let detectors: [DetectorVocabulary]

  func read(_ root: SettingsSection) -> DetectionSettings {
    var settings = DetectionSettings()
    guard let node = root.value("detection") else { return settings }
    let section = SettingsSection(node, "detection", keys: Self.keys, log)
    settings.slowCallSeconds =
      section.list("slow_call", "a duration such as 5s", PolicyWords.seconds).first ?? settings.slowCallSeconds
    settings.callsPerMinute = section.number("calls_per_minute") ?? settings.callsPerMinute
    settings.callBurst = section.number("call_burst") ?? settings.callBurst
    settings.toolNamePattern = pattern(section) ?? settings.toolNamePattern
    if section.value("forbidden_tool_words") != nil {
      settings.forbiddenToolWords = section.list("forbidden_tool_words", "a word") { $0.isEmpty ? nil : $0 }
    }
    settings.forbidsWordParts = section.flag("forbid_word_parts") ?? settings.forbidsWordParts
    for member in section.value("detectors")?.members ?? [] { settings.detectors[member.key] = detector(member) }
    return settings
  }

  private func pattern(_ section: SettingsSection) -> String? {
    guard let text = section.text("tool_name_pattern") else { return nil }
    guard (try? Regex(text)) != nil else {
      log.add(section.value("tool_name_pattern")?.position, "'tool_name_pattern' is no regular expression")
      return nil
    }
    return text
  }

  private func detector(_ member: SettingsMember) -> DetectorSettings {
    var settings = DetectorSettings(line: member.keyPosition.line)
    let section = SettingsSection(member.value, "detectors.\(member.key)", keys: ["enabled", "thresholds"], log)
    let known = detectors.first { $0.id == member.key }
    if known == nil, !detectors.isEmpty {
      let nearest = Suggestion.nearest(to: member.key, among: detectors.map(\.id))
      log.add(
        member.keyPosition,
        "unknown detector '\(SettingsSection.shown(member.key))'" + (nearest.map { ": did you mean '\($0)'?" } ?? ""))
    }
    settings.isEnabled = section.flag("enabled") ?? true
    guard let thresholds = section.value("thresholds") else { return settings }
    let names = known?.thresholds ?? thresholds.members.map(\.key)
    guard !names.isEmpty else {
      log.add(thresholds.position, "this detector has no thresholds")
      return settings
    }
    let values = SettingsSection(thresholds, "thresholds of \(member.key)", keys: names, log)
    for name in names { settings.thresholds[name] = values.number(name, atLeast: -.greatestFiniteMagnitude) }
    return settings
  }
}
