internal import Glibc

/// Syslog to a socket of this machine, or over UDP: a message is a datagram.
final class SyslogDatagram: AlertTransport {
  enum Receiver { case path(String), host(String, UInt16) }

  private let receiver: Receiver
  private let facility: UInt8
  private var socket: Int32 = -1

  init(_ receiver: Receiver, facility: UInt8) {
    self.receiver = receiver
    self.facility = facility
  }

  deinit { if socket >= 0 { close(socket) } }

  func send(_ alert: Alert) throws(AlertFailure) { try send(SyslogMessage(alert, facility: facility)) }
  func sendHeldBack(_ count: UInt64) throws(AlertFailure) {
    try send(SyslogMessage(heldBack: count, facility: facility))
  }

  private func send(_ message: SyslogMessage) throws(AlertFailure) {
    if socket < 0 { try connect() }
    let bytes = Array(message.text.utf8)
    // An error of the datagram before may be told here: once more, on a new socket, then it is this one's.
    if Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count { return }
    close(socket)
    socket = -1
    try connect()
    guard Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw failure()
    }
  }

  private func failure() -> AlertFailure {
    let words = String(cString: strerror(errno))
    if socket >= 0 { close(socket) }
    socket = -1
    return .unreachable(words)
  }

  private func connect() throws(AlertFailure) {
    switch receiver {
    case .path(let path): try connect(path)
    case .host(let host, let port): try connect(host, port)
    }
    var patience = timeval(tv_sec: 2, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  private func connect(_ path: String) throws(AlertFailure) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < room else { throw .refused("\(path) is too long for a socket") }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard socket >= 0, status == 0 else { throw failure() }
  }

  private func connect(_ host: String, _ port: UInt16) throws(AlertFailure) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, "\(port)", &hints, &found)
    defer { if let found { freeaddrinfo(found) } }
    guard status == 0, let found else { throw .unreachable(String(cString: gai_strerror(status))) }
    socket = Glibc.socket(
      found.pointee.ai_family, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0, Glibc.connect(socket, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
      throw failure()
    }
  }
}
