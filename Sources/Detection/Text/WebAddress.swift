import Policy
import TrafficModel

/// The parts of one absolute URL that say where it leads.
struct WebAddress: Hashable, Sendable {
  private static let longest = 2_048

  /// Lower case.
  var scheme: String
  /// Bare.
  var host: String
  /// As written; nil for the scheme's own.
  var port: String?
  /// Path without query and fragment.
  var path: String

  /// Nil for what is no absolute URL with a host.
  init?(_ text: UntrustedText) { self.init(text.rawTextForMatchingAndStorage) }

  init?(_ text: String) {
    guard text.utf8.count <= Self.longest, let colon = text.firstIndex(of: ":") else { return nil }
    scheme = text[..<colon].lowercased()
    guard !scheme.isEmpty, scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else {
      return nil
    }
    guard text[colon...].hasPrefix("://") else { return nil }
    let rest = text[text.index(colon, offsetBy: 3)...]
    let authority = rest.prefix { !"/?#\\".contains($0) }
    path = String(rest.dropFirst(authority.count).prefix { $0 != "?" && $0 != "#" })
    // What stands before the last @ is a user's name, not a host.
    let place = authority.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    host = HostName.bare(place)
    let end = place.lastIndex(of: "]") ?? place.startIndex
    port = place[end...].lastIndex(of: ":").map { String(place[place.index(after: $0)...]) }
    guard !host.isEmpty else { return nil }
  }

  /// The machine itself, by whatever name.
  var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || HostName.address(host)?.address.isLoopback == true
  }

  /// Scheme, host and port, with the port spelled out.
  var origin: String { "\(scheme)://\(host):\(port ?? (scheme == "http" ? "80" : "443"))" }
}
