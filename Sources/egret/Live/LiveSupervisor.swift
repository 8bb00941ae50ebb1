import Glibc

/// Runs the two halves of `egret live` as processes of their own, with different privileges: a crash of one cannot touch the
/// other. Analysis that dies begins again where it was; capture that dies ends everything, because only its privileges could
/// open the interfaces again.
final class LiveSupervisor {
  /// A process beside the two halves. What becomes of it touches neither of them.
  struct Attendant {
    /// What it does, for whoever reads that it ended.
    let task: String
    let arguments: [String]
    fileprivate var process: pid_t = 0
    fileprivate var isDueFrom = ContinuousClock.now

    init(_ task: String, _ arguments: [String]) {
      self.task = task
      self.arguments = arguments
    }
  }

  private static let patience = Duration.seconds(60)
  private static let longestPause = Duration.seconds(60)

  private let signals = ProcessSignals.shared
  private let capture: [String]
  private let analysis: [String]
  private var attendants: [Attendant]
  private var captureProcess: pid_t = 0
  private var analysisProcess: pid_t = 0
  private var pause = Duration.seconds(1)

  /// - Parameters: arguments of the commands.
  init(capture: [String], analysis: [String], attendants: [Attendant] = []) {
    self.capture = capture
    self.analysis = analysis
    self.attendants = attendants
  }

  /// - Returns: the status to end with.
  func run() -> Int32 {
    captureProcess = spawn(capture)
    guard captureProcess > 0 else { return 4 }
    // What cannot be captured is told by the half that tries, and nothing else begins.
    if let status = awaitStart() { return status }
    analysisProcess = spawn(analysis)
    while true {
      let asked = wait(milliseconds: 500)
      if asked.contains(SIGINT) || asked.contains(SIGTERM) { return end() }
      for number in asked { forward(number) }
      for index in attendants.indices { tend(&attendants[index]) }
      if let status = ended(captureProcess) {
        captureProcess = 0
        Terminal.complain("capture ended\(Self.words(status)): what is in the ring is analyzed, then this ends")
        let result = end()
        return result == 0 ? (status == 0 ? 0 : 4) : result
      }
      if let status = ended(analysisProcess) {
        if let final = analysisEnded(status) { return final }
      }
    }
  }

  // MARK: Processes

  /// Gives capture the time to open its interfaces. Its status when it could not.
  private func awaitStart() -> Int32? {
    for _ in 0..<6 {
      let asked = wait(milliseconds: 100)
      if let status = ended(captureProcess) { return status == 0 ? 4 : Self.exitStatus(status) }
      if asked.contains(SIGINT) || asked.contains(SIGTERM) { return end() }
    }
    return nil
  }

  private func analysisEnded(_ status: Int32) -> Int32? {
    let code = Self.exitStatus(status)
    // Usage and findings are answers, not accidents.
    if status & 0x7f == 0, code == 0 || code == 1 || code == 2 {
      analysisProcess = 0
      _ = end()
      return code
    }
    Terminal.complain("analysis ended\(Self.words(status)); it begins again where it was; capture goes on")
    let end = ContinuousClock.now + pause
    pause = min(pause * 2, Self.longestPause)
    while ContinuousClock.now < end {
      let asked = wait(milliseconds: 200)
      if asked.contains(SIGINT) || asked.contains(SIGTERM) {
        analysisProcess = 0
        return self.end()
      }
    }
    analysisProcess = spawn(analysis)
    return nil
  }

  /// It begins again, a minute later, whatever it ended with.
  private func tend(_ attendant: inout Attendant) {
    if let status = ended(attendant.process) {
      attendant.process = 0
      attendant.isDueFrom = .now + Self.longestPause
      Terminal.complain(
        "the process that \(attendant.task) ended\(Self.words(status)); it begins again in a minute")
    }
    guard attendant.process == 0, .now >= attendant.isDueFrom else { return }
    attendant.process = max(0, spawn(attendant.arguments))
    if attendant.process == 0 { attendant.isDueFrom = .now + Self.longestPause }
  }

  /// First capture, so that its last file is finished; then analysis, which reads it.
  private func end() -> Int32 {
    for attendant in attendants where attendant.process > 0 { kill(attendant.process, SIGTERM) }
    stop(&captureProcess)
    for index in attendants.indices { stop(&attendants[index].process) }
    return stop(&analysisProcess).map(Self.exitStatus) ?? 0
  }

  @discardableResult
  private func stop(_ process: inout pid_t) -> Int32? {
    guard process > 0 else { return nil }
    defer { process = 0 }
    kill(process, SIGTERM)
    let end = ContinuousClock.now + Self.patience
    while ContinuousClock.now < end {
      if let status = ended(process) { return status }
      usleep(20_000)
    }
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status
  }

  private func forward(_ number: Int32) {
    for process in [captureProcess, analysisProcess] where process > 0 { kill(process, number) }
  }

  private func wait(milliseconds: Int32) -> [Int32] {
    var request = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
    poll(&request, 1, milliseconds)
    return signals.take()
  }

  private func ended(_ process: pid_t) -> Int32? {
    guard process > 0 else { return nil }
    var status: Int32 = 0
    return waitpid(process, &status, WNOHANG) == process ? status : nil
  }

  private func spawn(_ arguments: [String]) -> pid_t {
    var words: [UnsafeMutablePointer<CChar>?] = (["egret"] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own: an interrupt from the terminal comes to this process alone, which ends the halves in order.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var process = pid_t()
    let status = posix_spawn(&process, "/proc/self/exe", nil, &attributes, &words, environ)
    guard status == 0 else {
      Terminal.complain("cannot start egret \(arguments.first ?? ""): \(String(cString: strerror(status)))")
      return 0
    }
    return process
  }

  private static func exitStatus(_ status: Int32) -> Int32 { status & 0x7f == 0 ? (status >> 8) & 0xff : 4 }

  private static func words(_ status: Int32) -> String {
    status & 0x7f != 0 ? " by signal \(status & 0x7f)" : status == 0 ? "" : " with status \(exitStatus(status))"
  }
}
