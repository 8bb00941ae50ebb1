package import TrafficModel

extension RequestHead {
  /// Takes scheme and authority from an absolute target, which outranks `Host` (RFC 9112 §3.2.2), from the authority form
  /// of CONNECT, or else the authority from `Host`.
  package convenience init(method: String, target: [UInt8], headers: HeaderBlock) {
    let (scheme, authority) = Self.place(method, target, headers)
    self.init(method: method, target: target, scheme: scheme, authority: authority, headers: headers)
  }

  private static func place(
    _ method: String, _ target: [UInt8], _ headers: HeaderBlock
  ) -> (scheme: String?, authority: [UInt8]?) {
    if method == "CONNECT" { return (nil, target) }
    // Most are the path alone.
    if target.first != UInt8(ascii: "/") {
      for (name, prefix) in [("http", "http://"), ("https", "https://")] where target.starts(with: prefix.utf8) {
        return (name, Array(target.dropFirst(prefix.utf8.count).prefix { !authorityEnds.contains($0) }))
      }
    }
    return (nil, headers.first("host").map { Array($0) })
  }

  private static let authorityEnds = Array("/?#".utf8)
}
