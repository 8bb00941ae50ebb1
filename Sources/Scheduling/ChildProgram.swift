internal import Foundation

/// A program that is run and waited for, but not for ever. No shell: its arguments are what they are.
package struct ChildProgram: Sendable {
  package var path: String
  package var arguments: [String]
  package var input: [UInt8] = []
  package var patience: Duration

  package init(_ path: String, _ arguments: [String], input: [UInt8] = [], patience: Duration) {
    self.path = path
    self.arguments = arguments
    self.input = input
    self.patience = patience
  }

  /// What went wrong, in words; nil when it ended with 0.
  package func run() -> String? {
    var file: Int32 = open("/dev/null", O_RDONLY | O_CLOEXEC)
    if !input.isEmpty {
      // A file without a name, not a pipe: who does not read it blocks nobody.
      close(file)
      var name = Array("/tmp/egret-XXXXXX".utf8CString)
      file = mkstemp(&name)
      if file >= 0 {
        unlink(name)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
      }
      guard file >= 0, write(file, input, input.count) == input.count, lseek(file, 0, SEEK_SET) == 0 else {
        if file >= 0 { close(file) }
        return "what it is to read cannot be written to /tmp"
      }
    }
    defer { close(file) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, file, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let status = posix_spawn(&process, path, &actions, nil, &words, environ)
    guard status == 0 else { return String(cString: strerror(status)) }
    return wait(process)
  }

  private func wait(_ process: pid_t) -> String? {
    let end = ContinuousClock.now + patience
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard .now < end else {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        return "it did not end in \(patience.components.seconds) s and was stopped"
      }
      usleep(20_000)
    }
    if status & 0x7f != 0 { return "it ended by signal \(status & 0x7f)" }
    return status == 0 ? nil : "it ended with status \((status >> 8) & 0xff)"
  }
}
