package import TrafficModel

/// Where findings are told as they happen, which of them, and how many.
package struct AlertRoute: Hashable, Sendable {
  package enum Destination: Hashable, Sendable {
    /// RFC 5424 to a socket of this machine.
    case syslogSocket(path: String)
    /// RFC 5424 over UDP (RFC 5426), TCP (RFC 6587) or TLS (RFC 5425).
    case syslog(SyslogTransport, host: String, port: UInt16)
    /// The record, posted over HTTP or HTTPS.
    case webhook(url: String)
    /// The record, a line each.
    case file(path: String)
  }

  package enum SyslogTransport: String, Sendable { case udp, tcp, tls }

  package var destination: Destination
  package var minimum = Severity.medium
  /// More than so many in a minute, beyond the burst, are held back and counted.
  package var perMinute: Double = 30
  package var burst: Double = 10
  /// Syslog facility, 0…23; `local0`.
  package var facility: UInt8 = 16
  /// Certificates that sign the receiver's, in PEM; nil for those of the system.
  package var certificates: String?
  /// File with the bearer token of a webhook.
  package var tokenFile: String?
  /// Where alerts wait while the receiver is away; nil for a folder of the user's own.
  package var spool: String?
  package var spoolBytes: UInt64 = 50_000_000
  package var line: Int

  package init(_ destination: Destination, line: Int = 0) {
    self.destination = destination
    self.line = line
  }

  /// For messages: where it leads, without what a webhook's address may hold of secrets.
  package var name: String {
    switch destination {
    case .syslogSocket(let path): return "syslog \(path)"
    case .syslog(let transport, let host, let port):
      return "syslog \(transport.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    case .file(let path): return path
    case .webhook(let url):
      let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
      let host = parts.count > 2 ? parts[2].split(separator: "@").last ?? "" : ""
      return "webhook \(parts.first ?? "")//\(host)"
    }
  }
}
