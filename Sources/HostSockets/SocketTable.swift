import ByteParsing
import Glibc
import TrafficModel

/// The TCP and UDP sockets of this network namespace, asked of the kernel (sock_diag(7), `linux/inet_diag.h`). Needs no
/// privilege.
final class SocketTable {
  private static let netlink = Int32(16)
  private static let sockDiag = Int32(4)
  private static let byFamily: UInt16 = 20
  /// Request, and the whole table.
  private static let dump: UInt16 = 0x301
  /// All states but those in which nobody holds the socket: TIME_WAIT, CLOSE and NEW_SYN_RECV.
  private static let heldStates: UInt32 = 0xffff & ~(1 << 6 | 1 << 7 | 1 << 12)
  private static let datagramStates: UInt32 = 0xffff
  /// Of `struct nlmsghdr` and `struct inet_diag_req_v2` together.
  private static let requestBytes = 72
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
  func entries() -> [SocketEntry]? {
    var found: [SocketEntry] = []
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
    put(UInt32(Self.requestBytes))
    put(Self.byFamily)
    put(Self.dump)
    put(sequence)
    put(UInt32(0))
    request += [family, UInt8(transport == .tcp ? IPPROTO_TCP : IPPROTO_UDP), 0, 0]
    put(states)
    request += [UInt8](repeating: 0, count: Self.requestBytes - request.count)
    return send(descriptor, request, request.count, 0) == request.count
  }

  private func read(_ transport: TransportProtocol, into found: inout [SocketEntry]) -> Bool {
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return false }
      let bytes = Array(buffer[..<count])
      do throws(DecodeError) {
        let answer = try SocketAnswer(parsing: bytes.span.bytes, to: sequence, of: transport)
        found += answer.entries
        if answer.isLast { return true }
      } catch {
        return false
      }
    }
  }
}
