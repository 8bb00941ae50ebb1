import ArgumentParser
import Glibc
import LiveCapture
import TrafficModel

/// `egret live`: capture and analysis at once, as two processes with a ring between them.
struct LiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "live", abstract: "Capture, and analyze while capturing.",
    discussion: """
      Starts egret capture and egret analyze --follow with a ring of files between them. When analysis is slow it lags and
      loses nothing, as long as the ring reaches back; when it dies it begins again where it was. Ring and store are kept in
      /var/lib/egret (of root) or ~/.local/state/egret unless -w names a directory.
      """)

  @OptionGroup var capture: CaptureArguments

  @Option(name: [.customShort("w"), .customLong("write")], help: "Directory of the ring.", completion: .directory)
  var folder: String?

  @OptionGroup var analysis: FollowingArguments

  @Flag(
    name: .customLong("no-processes"), help: "Do not look which processes of this machine hold the sockets.")
  var leavesOutProcesses = false

  @OptionGroup(title: "Reports") var schedule: ScheduleArguments

  func run() throws {
    _ = try capture.options()
    _ = try capture.rotation()
    _ = try capture.ring.policy(isBounded: true)
    _ = try (schedule.plan(), schedule.mail())
    let user = try capture.becoming()
    let ring = try folder ?? Self.standardFolder(for: user)
    if let user, geteuid() == 0 { try Self.keepState(of: user, beside: ring) }
    let store = analysis.store ?? "\(ring).db"
    let evidence = analysis.evidence ?? "\(ring).evidence"
    var follow = ["analyze", "--follow", ring, "--with-parent", "--store", store, "--evidence", evidence]
    if let user { follow += ["--as-user", user.name] }
    follow += analysis.words
    let supervisor = LiveSupervisor(
      capture: ["capture", "-w", ring, "--with-parent", "--quiet"] + capture.words, analysis: follow,
      attendants: processes(beside: ring, user) + reports(of: store, beside: ring, user))
    let status = supervisor.run()
    if status != 0 { throw ExitCode(status) }
  }

  /// The process that looks who holds the sockets of this machine.
  private func processes(beside ring: String, _ user: Privileges.User?) -> [LiveSupervisor.Attendant] {
    guard !leavesOutProcesses else { return [] }
    let words = ["processes", "-w", ring, "--with-parent"] + (user.map { ["-Z", $0.name] } ?? [])
    return [LiveSupervisor.Attendant("notes who holds sockets", words)]
  }

  /// The process that makes reports; none when none are wanted.
  private func reports(
    of store: String, beside ring: String, _ user: Privileges.User?
  ) -> [LiveSupervisor.Attendant] {
    guard schedule.every != nil || schedule.folder != nil else { return [] }
    var words = ["schedule", "--watch", "--with-parent", "--store", store] + schedule.words
    if schedule.folder == nil { words += ["--reports", "\(ring).reports"] }
    if let config = analysis.detection.config { words += ["--config", config] }
    words += user.map { ["--as-user", $0.name] } ?? []
    return [LiveSupervisor.Attendant("makes reports", words)]
  }

  /// The user that analysis becomes may have no home: the key under which secrets are hashed must outlive a restart all the
  /// same, because names of sessions come from it.
  private static func keepState(of user: Privileges.User, beside ring: String) throws {
    let path = "\(ring).state"
    guard mkdir(path, 0o700) == 0 || errno == EEXIST, chown(path, user.id, user.group) == 0 else {
      Terminal.complain("cannot make \(path): \(String(cString: strerror(errno)))")
      throw ExitStatus.captureOrPermission
    }
    setenv("XDG_STATE_HOME", path, 1)
  }

  /// A folder of this user's own state, made when it is not there.
  private static func standardFolder(for user: Privileges.User?) throws -> String {
    let base =
      geteuid() == 0
      ? "/var/lib"
      : getenv("XDG_STATE_HOME").map { String(cString: $0) }
        ?? getenv("HOME").map { String(cString: $0) + "/.local/state" }
    guard let base, base.hasPrefix("/") else {
      Terminal.complain("name a directory for the ring with -w: there is no home to keep it in")
      throw ExitStatus.usage
    }
    var path = ""
    for part in (base + "/egret").split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) == 0 {
        if let user, geteuid() == 0 { _ = chown(path, user.id, user.group) }
      } else if errno != EEXIST {
        Terminal.complain("cannot make \(path): \(String(cString: strerror(errno))); name a directory with -w")
        throw ExitStatus.usage
      }
    }
    return path + "/ring"
  }
}
