import TrafficModel

extension RequestHead {
  /// Takes scheme and authority from an absolute target, which outranks `Host` (RFC 9112 §3.2.2), from the authority form
  /// of CONNECT, or else the authority from `Host`.
  mutating func completeFromTarget() {
    if method == "CONNECT" {
      authority = target
      return
    }
    for (name, prefix) in [("http", "http://"), ("https", "https://")] where target.starts(with: prefix.utf8) {
      scheme = name
      authority = Array(target.dropFirst(prefix.utf8.count).prefix { !Self.authorityEnds.contains($0) })
      return
    }
    authority = headers.first("host").map { Array($0) }
  }

  private static let authorityEnds = Array("/?#".utf8)
}
