import Foundation
import Glibc
import TrafficModel
import Testing

@testable import HostSockets

/// The kernel of the machine that the tests run on, asked about sockets of the tests.
@Suite struct SocketWatchTests {
  /// A socket that listens on a port of the loopback, of either family.
  private final class Listener {
    let descriptor: Int32
    let port: UInt16

    init(_ type: __socket_type = SOCK_STREAM) throws {
      descriptor = socket(AF_INET, Int32(type.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let descriptor = descriptor
      let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
        }
      }
      try #require(isBound)
      if type == SOCK_STREAM { try #require(listen(descriptor, 4) == 0) }
      port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }

    func connected() throws -> (descriptor: Int32, port: UInt16) {
      let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      address.sin_port = port.bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isConnected = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(client, $0, length) == 0 && getsockname(client, $0, &length) == 0
        }
      }
      try #require(isConnected)
      return (client, UInt16(bigEndian: address.sin_port))
    }
  }

  private static let loopback = IPAddress(v4: 0x7f00_0001)

  @Test func socketsOfThisProcessAreSeenAndAreItsOwn() throws {
    let folder = NSTemporaryDirectory() + "egret-sockets-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (listener, datagrams) = (try Listener(), try Listener(SOCK_DGRAM))
    let client = try listener.connected()
    defer { close(client.descriptor) }
    let watch = try #require(SocketWatch(folder: folder))
    let now = Timestamp(nanoseconds: 17)
    _ = try #require(watch.look(at: now))
    let sightings = SocketLogFollower(folder: folder).look()
    var (isListening, isConnected, isDatagram, knowsLoopback) = (false, false, false, false)
    for sighting in sightings {
      switch sighting {
      case .port(.tcp, Endpoint(Self.loopback, listener.port), let process, at: now):
        isListening = process.pid == UInt32(getpid()) && process.parent == UInt32(getppid())
      case .port(.udp, Endpoint(Self.loopback, datagrams.port), let process, at: now):
        isDatagram = process.pid == UInt32(getpid())
      case .connection(
        .tcp, Endpoint(Self.loopback, client.port), Endpoint(Self.loopback, listener.port), let process, at: now):
        isConnected = process.pid == UInt32(getpid()) && !process.executable.rawTextForMatchingAndStorage.isEmpty
      case .addresses(let all, at: now): knowsLoopback = all.contains(Self.loopback)
      default: break
      }
    }
    #expect(isListening && isConnected && isDatagram && knowsLoopback, "\(sightings)")
  }

  @Test func eachSocketIsToldOnce() throws {
    let folder = NSTemporaryDirectory() + "egret-sockets-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let listener = try Listener()
    let watch = try #require(SocketWatch(folder: folder))
    let follower = SocketLogFollower(folder: folder)
    func tellings() -> Int {
      follower.look().count {
        if case .port(.tcp, Endpoint(Self.loopback, listener.port), _, at: _) = $0 { true } else { false }
      }
    }
    for moment in 1...5 { _ = watch.look(at: Timestamp(nanoseconds: Int64(moment))) }
    #expect(tellings() == 1)
  }
}
