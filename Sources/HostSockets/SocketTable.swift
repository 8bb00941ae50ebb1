import ByteParsing
import Glibc
import TrafficModel

/// The TCP and UDP sockets of this network namespace, asked of the kernel (sock_diag(7), `linux/inet_diag.h`). Needs no
/// privilege.
final class SocketTable {
  struct Entry: Hashable {
    var transport: TransportProtocol
    var local: Endpoint
    /// Nil of a socket that is connected to nobody.
    var remote: Endpoint?
    /// Names the socket while it exists; never 0.
    var inode: UInt32
  }

  private static let netlink = Int32(16)
  private static let sockDiag = Int32(4)
  private static let byFamily: UInt16 = 20
  /// Request, and the whole table.
  private static let dump: UInt16 = 0x301
  private static let done: UInt16 = 3
  private static let error: UInt16 = 2
  /// All states but those in which nobody holds the socket: TIME_WAIT, CLOSE and NEW_SYN_RECV.
  private static let heldStates: UInt32 = 0xffff & ~(1 << 6 | 1 << 7 | 1 << 12)
  private static let datagramStates: UInt32 = 0xffff
  private static let headerBytes = 16
  private static let entryBytes = 72
  /// An answer of the kernel is shorter; see `NLMSG_GOODSIZE`.
  private static let bufferBytes = 1 << 16

  private let descriptor: Int32
  private var sequence: UInt32 = 0
  private var buffer = [UInt8](repeating: 0, count: bufferBytes)

  /// Nil, with `errno`, when the kernel does not answer such questions here.
  init?() {
    descriptor = socket(Self.netlink, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), Self.sockDiag)
    guard descriptor >= 0 else { return nil }
    // A kernel that is busy answers late, not never.
    var patience = timeval(tv_sec: 2, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Those that some process holds, in no order. Nil when the kernel did not answer.
  func entries() -> [Entry]? {
    var found: [Entry] = []
    for family in [UInt8(AF_INET), UInt8(AF_INET6)] {
      for (transport, states) in [(TransportProtocol.tcp, Self.heldStates), (.udp, Self.datagramStates)] {
        guard ask(family, transport, states), read(transport, into: &found) else { return nil }
      }
    }
    return found
  }

  private func ask(_ family: UInt8, _ transport: TransportProtocol, _ states: UInt32) -> Bool {
    sequence &+= 1
    var request: [UInt8] = []
    func put<Number: FixedWidthInteger>(_ number: Number) {
      withUnsafeBytes(of: number) { request.append(contentsOf: $0) }
    }
    put(UInt32(Self.entryBytes))
    put(Self.byFamily)
    put(Self.dump)
    put(sequence)
    put(UInt32(0))
    request += [family, UInt8(transport == .tcp ? IPPROTO_TCP : IPPROTO_UDP), 0, 0]
    put(states)
    request += [UInt8](repeating: 0, count: Self.entryBytes - request.count)
    return send(descriptor, request, request.count, 0) == request.count
  }

  private func read(_ transport: TransportProtocol, into found: inout [Entry]) -> Bool {
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return false }
      let answer = Array(buffer[..<count])
      do throws(DecodeError) {
        guard try parse(answer.span.bytes, transport, &found) else { continue }
        return true
      } catch {
        return false
      }
    }
  }

  /// True when this was the last of the answer.
  private func parse(_ bytes: RawSpan, _ transport: TransportProtocol, _ found: inout [Entry]) throws(DecodeError)
    -> Bool
  {
    var cursor = ByteCursor(bytes)
    while cursor.remaining >= Self.headerBytes {
      let length = Int(try cursor.readLittleUInt32())
      let type = try cursor.readLittleUInt16()
      try cursor.skip(2)
      let answers = try cursor.readLittleUInt32()
      try cursor.skip(4)
      guard answers == sequence else {
        try cursor.skip(min(cursor.remaining, max(0, length - Self.headerBytes)))
        continue
      }
      if type == Self.done { return true }
      guard type != Self.error, length >= Self.headerBytes + Self.entryBytes else {
        throw DecodeError(.badLength, at: cursor.offset)
      }
      var message = ByteCursor(try cursor.take(length - Self.headerBytes))
      if let entry = try Self.entry(&message, transport) { found.append(entry) }
      try cursor.skip(min(cursor.remaining, (4 - length & 3) & 3))
    }
    return false
  }

  /// `struct inet_diag_msg`: numbers of the host's order, but for ports and addresses.
  private static func entry(_ message: inout ByteCursor, _ transport: TransportProtocol) throws(DecodeError) -> Entry? {
    let isOld = try message.readUInt8() == UInt8(AF_INET)
    try message.skip(3)
    let (localPort, remotePort) = (try message.readUInt16(), try message.readUInt16())
    let local = address(try message.readUInt128(), isOld)
    let remote = address(try message.readUInt128(), isOld)
    try message.skip(28)
    let inode = try message.readLittleUInt32()
    guard inode != 0, localPort != 0 else { return nil }
    return Entry(
      transport: transport, local: Endpoint(local, localPort),
      remote: remotePort == 0 ? nil : Endpoint(remote, remotePort), inode: inode)
  }

  /// An IPv4 address stands in the first four bytes.
  private static func address(_ bits: UInt128, _ isOld: Bool) -> IPAddress {
    isOld ? IPAddress(v4: UInt32(truncatingIfNeeded: bits >> 96)) : IPAddress(v6: bits)
  }
}
