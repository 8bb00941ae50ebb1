import Policy
import SettingsFiles
import TrafficModel

/// Reads `alerts`.
struct AlertSection {
  private static let keys = [
    "syslog", "webhook", "file", "minimum", "per_minute", "burst", "facility", "ca", "token_file", "spool",
    "spool_limit",
  ]
  private static let facilities = [
    "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp",
    "audit",
    "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
  ]

  let log: ProblemLog

  func read(_ root: SettingsSection) -> [AlertRoute] {
    PolicySection(log: log).sequence(root, "alerts").enumerated().compactMap { index, node in
      route(SettingsSection(node, "alerts[\(index)]", keys: Self.keys, log), "alerts[\(index)]")
    }
  }

  private func route(_ section: SettingsSection, _ name: String) -> AlertRoute? {
    let given = ["syslog", "webhook", "file"].filter { section.value($0) != nil }
    guard given.count == 1 else {
      log.add(section.node.position, "\(name) needs one of 'syslog', 'webhook' or 'file': where are alerts told?")
      return nil
    }
    let destination: AlertRoute.Destination? =
      switch given[0] {
      case "syslog":
        section.list("syslog", "unix:/dev/log, or udp://, tcp:// or tls:// with HOST:PORT", Self.syslog).first
      case "webhook": section.list("webhook", "an http:// or https:// address", Self.webhook).first
      default: section.list("file", "a path", Self.path).first.map { .file(path: $0) }
      }
    guard let destination else { return nil }
    var route = AlertRoute(destination, line: section.node.position.line)
    limits(section, &route)
    let facility = section.list("facility", Self.facilities.joined(separator: ", ")) {
      Self.facilities.firstIndex(of: $0)
    }
    route.facility = facility.first.flatMap { UInt8(exactly: $0) } ?? route.facility
    route.certificates = section.list("ca", "a path", Self.path).first
    route.tokenFile = section.list("token_file", "a path", Self.path).first
    route.spool = section.list("spool", "a path", Self.path).first
    return route
  }

  private func limits(_ section: SettingsSection, _ route: inout AlertRoute) {
    let severities = Severity.allCases.map(\.name).joined(separator: ", ")
    route.minimum = section.list("minimum", severities) { Severity(name: $0) }.first ?? route.minimum
    route.perMinute = section.number("per_minute") ?? route.perMinute
    route.burst = section.number("burst", atLeast: 1) ?? route.burst
    route.spoolBytes =
      section.list("spool_limit", "an amount such as 50 MB") { PolicyWords.bytes($0) }.first
      ?? route.spoolBytes
  }

  private static func syslog(_ text: String) -> AlertRoute.Destination? {
    if text.hasPrefix("unix:") { return path(String(text.dropFirst(5))).map { .syslogSocket(path: $0) } }
    guard let scheme = text.firstRange(of: "://"),
      let transport = AlertRoute.SyslogTransport(rawValue: String(text[..<scheme.lowerBound]))
    else { return nil }
    let rest = text[scheme.upperBound...]
    let standard: UInt16 = transport == .udp ? 514 : transport == .tcp ? 601 : 6514
    guard let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]") else {
      return host(rest).map { .syslog(transport, host: $0, port: standard) }
    }
    guard let port = UInt16(rest[rest.index(after: colon)...]), port > 0, let host = host(rest[..<colon]) else {
      return nil
    }
    return .syslog(transport, host: host, port: port)
  }

  /// A name, an address, or an IPv6 address in brackets, which are taken off.
  private static func host(_ text: Substring) -> String? {
    let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
    let bare = isBracketed ? text.dropFirst().dropLast() : text
    let isSafe = bare.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 46].contains($0)
        || (isBracketed && $0 == 58)
    }
    return bare.isEmpty || !isSafe ? nil : String(bare)
  }

  private static func webhook(_ text: String) -> AlertRoute.Destination? {
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf8.count <= 2_048,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { return nil }
    return .webhook(url: text)
  }

  private static func path(_ text: String) -> String? {
    text.isEmpty || text.utf8.count > 1_024 || text.utf8.contains(0) ? nil : text
  }
}
