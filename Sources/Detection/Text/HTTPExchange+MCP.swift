import TrafficModel

extension HTTPExchange {
  /// Whether it looks like MCP by its headers.
  var looksLikeMCP: Bool {
    request.headers.first("mcp-protocol-version") != nil || request.headers.first("mcp-session-id") != nil
      || request.headers.first("mcp-method") != nil || response.headers.first("mcp-session-id") != nil
  }

  var isAccepted: Bool { status.map { (200..<300).contains($0) } ?? false }

  /// Scheme in lower case, and the credential.
  var authorization: (scheme: String, credential: ArraySlice<UInt8>)? {
    guard let value = request.headers.first("authorization"), let blank = value.firstIndex(of: 0x20) else { return nil }
    let scheme = String(decoding: value[..<blank], as: UTF8.self).lowercased()
    return (scheme, value[value.index(after: blank)...].drop { $0 == 0x20 })
  }

  var query: Substring? {
    guard let text = target?.rawTextForMatchingAndStorage, let mark = text.firstIndex(of: "?") else { return nil }
    return text[text.index(after: mark)...]
  }

  var place: Provenance? { extent.map { Provenance(flow: flow.id, extent: $0) } }
}

extension HTTPExchange {
  /// `Host` or `:authority` without port, in lower case.
  var bareHost: String? {
    guard let host, !host.isEmpty else { return nil }
    return HostName.bare(host.rawTextForMatchingAndStorage)
  }

  /// A header as text; `name` in lower case.
  func requestHeader(_ name: StaticString) -> UntrustedText? {
    request.headers.first(name).map { UntrustedText(decoding: $0) }
  }
}
