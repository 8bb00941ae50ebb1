import ArgumentParser
import Glibc
import HostSockets
import LiveCapture
import TrafficModel

/// `egret processes`: which processes of this machine hold the sockets, noted beside a ring.
struct ProcessesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "processes", abstract: "Note which processes hold the sockets of this machine, beside a ring.",
    discussion: """
      Looks at the kernel's sockets up to fifty times a second, and writes down who holds those that are new; flows of this machine
      carry process, program and user then, in `analyze --follow` and in later analysis of the ring. egret live starts it.
      As root, it keeps two capabilities, CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH, and sees all processes; without them, those
      of its user. It never sees a packet.
      """)

  @Option(name: [.customShort("w"), .customLong("write")], help: "Directory of the ring.", completion: .directory)
  var folder: String

  @Option(name: [.customShort("Z"), .customLong("user")], help: "Become this user.")
  var user: String?

  @Flag(name: .customLong("with-parent"), help: .hidden)
  var endsWithParent = false

  func run() throws {
    do throws(CaptureFailure) {
      let user = try self.user.map { name throws(CaptureFailure) in try Privileges.User(named: name) }
      let ring = try RingDirectory(creating: folder, for: user)
      try Privileges.drop(to: user, keeping: Privileges.seeingProcesses)
      if endsWithParent { Privileges.endWithParent() }
      guard ring.isWritable else {
        throw CaptureFailure(
          .folder, folder, cause: "not writable for \(user?.name ?? "this user")",
          advice: "give it to that user: chown \(user?.name ?? "USER") \(folder)")
      }
    } catch {
      Terminal.complain("\(error)")
      throw error.code == .unknownUser ? ExitStatus.usage : ExitStatus.captureOrPermission
    }
    try watch()
  }

  private func watch() throws {
    let signals = ProcessSignals.shared
    guard let watch = SocketWatch(folder: folder) else {
      Terminal.complain("the kernel does not tell its sockets: \(String(cString: strerror(errno)))")
      throw ExitStatus.captureOrPermission
    }
    while true {
      guard let pause = watch.look(at: Self.now) else {
        Terminal.complain("cannot note processes beside \(folder): \(String(cString: strerror(errno)))")
        throw ExitStatus.captureOrPermission
      }
      var request = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
      let milliseconds = pause.components.seconds * 1_000 + pause.components.attoseconds / 1_000_000_000_000_000
      poll(&request, 1, Int32(clamping: milliseconds))
      let asked = signals.take()
      if asked.contains(SIGINT) || asked.contains(SIGTERM) { return }
    }
  }

  private static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}
