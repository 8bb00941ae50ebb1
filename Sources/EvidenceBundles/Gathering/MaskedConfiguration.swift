/// A configuration as bundles keep it. Addresses of webhooks are secrets of those who post to them: the bundle shows where
/// they lead and no more.
package enum MaskedConfiguration {
  package static func text(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(line).joined(separator: "\n")
  }

  private static func line(_ line: Substring) -> Substring {
    guard let key = line.firstRange(of: "webhook:"), let scheme = line[key.upperBound...].firstRange(of: "://") else {
      return line
    }
    let rest = line[scheme.upperBound...]
    let authority = rest.prefix { !"/?# \"'".contains($0) }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    return line[..<scheme.upperBound] + host + "/(masked)"
  }
}
