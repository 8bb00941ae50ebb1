internal import Foundation
package import Policy
internal import TrafficModel

/// Makes the lanes of a configuration.
package enum AlertDispatch {
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// Bytes of a token at most.
  private static let tokenBytes = 4_096

  /// - Parameter state: folder of the user's own state, below which alerts wait for webhooks and syslog over TCP and TLS.
  package static func sink(
    _ routes: [AlertRoute], state: String?, complain: @escaping @Sendable (String) -> Void
  ) throws(Failure) -> AlertSink {
    var lanes: [AlertLane] = []
    for route in routes {
      let spool = AlertSpool(folder: folder(route, state), limit: Int(clamping: route.spoolBytes))
      lanes.append(AlertLane(route, transport: try transport(route), spool: spool, complain: complain))
    }
    return AlertSink(lanes)
  }

  private static func transport(_ route: AlertRoute) throws(Failure) -> any AlertTransport {
    switch route.destination {
    case .syslogSocket(let path): SyslogDatagram(.path(path), facility: route.facility)
    case .syslog(.udp, let host, let port): SyslogDatagram(.host(host, port), facility: route.facility)
    case .syslog(let transport, let host, let port):
      SyslogStream(
        host, port, isEncrypted: transport == .tls, certificates: route.certificates, facility: route.facility)
    case .webhook(let url):
      WebhookPost(url, token: try route.tokenFile.map(token), certificates: route.certificates)
    case .file(let path): AlertFile(path)
    }
  }

  /// Nil for what is not worth keeping: a datagram that was sent is gone, a file that cannot be written is local.
  private static func folder(_ route: AlertRoute, _ state: String?) -> String? {
    switch route.destination {
    case .syslogSocket, .file, .syslog(.udp, _, _): return route.spool
    case .webhook, .syslog:
      var hash = StableHash()
      hash.combine("\(route.destination) \(route.minimum.name) \(route.certificates ?? "")")
      return route.spool ?? state.map { "\($0)/alerts/\(String(hash.value, radix: 16))" }
    }
  }

  private static func token(_ path: String) throws(Failure) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw Failure(description: "token \(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_mode & 0o077 == 0 else {
      throw Failure(description: "token \(path): others can read it: chmod 600 it, and ask for a new one if they did")
    }
    var bytes = [UInt8](repeating: 0, count: tokenBytes)
    let count = read(file, &bytes, bytes.count)
    let token = bytes[..<max(0, count)].split(whereSeparator: { $0 == 10 || $0 == 13 || $0 == 32 }).first ?? []
    guard !token.isEmpty, token.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      throw Failure(description: "token \(path): the file holds no token")
    }
    return String(decoding: token, as: UTF8.self)
  }
}
