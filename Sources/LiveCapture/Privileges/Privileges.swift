import CLibpcap
import Glibc

/// What this process may do beyond its files, and how it gives that up.
package enum Privileges {
  /// `CAP_NET_RAW`, capability 13: opening packet sockets.
  private static let networkRaw: UInt64 = 1 << 13
  /// `CAP_DAC_READ_SEARCH` and `CAP_SYS_PTRACE`, capabilities 2 and 19: seeing which sockets processes of others hold.
  package static let seeingProcesses: UInt64 = 1 << 2 | 1 << 19

  package static var canOpenPacketSockets: Bool { egret_effective_capabilities() & networkRaw != 0 }

  /// How to be allowed to capture, for whoever was not.
  package static var advice: String {
    "capturing needs the capability CAP_NET_RAW: as root, setcap cap_net_raw+ep \(executable); or run it as root with "
      + "-Z USER; or use the systemd unit, which grants it with AmbientCapabilities"
  }

  private static var executable: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return "egret" }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A user to become.
  package struct User: Hashable, Sendable {
    package var name: String
    package var id: UInt32
    package var group: UInt32

    package init(named name: String) throws(CaptureFailure) {
      guard let entry = getpwnam(name) else {
        throw CaptureFailure(.unknownUser, name, cause: "no such user", advice: "useradd --system \(name)")
      }
      self.name = name
      id = entry.pointee.pw_uid
      group = entry.pointee.pw_gid
    }
  }

  /// Becomes `user`, gives up every capability, and sees to it that no program started from here gains any. For good.
  ///
  /// Before any thread is started: each has capabilities of its own.
  ///
  /// - Parameter kept: capabilities that stay, as far as there are any; a program started from here has none of them.
  package static func drop(to user: User?, keeping kept: UInt64 = 0) throws(CaptureFailure) {
    let kept = kept & egret_permitted_capabilities()
    // Fails without CAP_SETPCAP; what is not permitted cannot be regained in any case.
    for capability in 0...63 { _ = egret_drop_from_bounding_set(Int32(capability)) }
    if kept != 0 { _ = egret_keep_capabilities() }
    if let user { try become(user) }
    _ = egret_clear_ambient_set()
    guard egret_keep_only_capabilities(kept) == 0, egret_set_no_new_privileges() == 0 else {
      throw failure("capabilities")
    }
    guard egret_effective_capabilities() == kept else { throw failure("capabilities") }
  }

  private static func become(_ user: User) throws(CaptureFailure) {
    guard getuid() != user.id || getgid() != user.group else { return }
    guard initgroups(user.name, user.group) == 0, setgid(user.group) == 0, setuid(user.id) == 0 else {
      throw failure(user.name)
    }
    // Nobody who was root may become it again.
    guard user.id == 0 || setuid(0) != 0 else { throw failure(user.name) }
  }

  private static func failure(_ subject: String) -> CaptureFailure {
    CaptureFailure(
      .cannotDrop, subject, cause: "privileges cannot be dropped: \(String(cString: strerror(errno)))",
      advice: "start as root to use -Z, or leave it out")
  }

  /// This process shall end when the one that started it does.
  package static func endWithParent() {
    _ = egret_end_with_parent(SIGTERM)
    if getppid() == 1 { kill(getpid(), SIGTERM) }
  }
}
