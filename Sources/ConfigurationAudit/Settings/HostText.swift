import SettingsFiles
import TrafficModel

/// Hosts as settings and URLs spell them.
enum HostText {
  static func isLoopback(_ text: String) -> Bool {
    let host = host(text)
    return host == "localhost" || host == "::1" || host.hasSuffix(".localhost") || host == "host.docker.internal"
      || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
  }

  /// All addresses of the machine.
  static func isAll(_ text: String) -> Bool {
    ["0.0.0.0", "::", "*", "[::]", "0"].contains(host(text)) && text != "0"
      || text.hasPrefix(":") && text.dropFirst().allSatisfy(\.isNumber)
        && text.count > 1
  }

  /// Without port and brackets.
  private static func host(_ text: String) -> String {
    let text = text.lowercased()
    if text.hasPrefix("[") { return String(text.dropFirst().prefix { $0 != "]" }) }
    return text.count(where: { $0 == ":" }) == 1 ? String(text.prefix { $0 != ":" }) : text
  }

  /// The host of `http://…` when it is neither this machine nor a placeholder; nil otherwise.
  static func cleartextHost(_ text: String) -> String? {
    guard let scheme = ["http://", "ws://"].first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
    let authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    let host = String(authority.split(separator: "@").last ?? "")
    guard !host.isEmpty, !isLoopback(host), !isAll(host), !host.contains("$"), !host.contains("{"), !host.contains("<")
    else {
      return nil
    }
    return host
  }
}
