import Glibc
import Synchronization

/// What goes on, as it goes on: calls and findings as lines, and below them, on a terminal, one line that says how it stands.
final class LivePage: Sendable {
  private struct State {
    var statusLine = ""
    var isShown = false
  }

  private let state = Mutex(State())
  private let printsFacts: Bool
  private let showsStatus: Bool

  /// - Parameter printsFacts: whether calls and findings are printed on standard output.
  init(printsFacts: Bool, isQuiet: Bool) {
    self.printsFacts = printsFacts
    showsStatus = !isQuiet && Terminal.isTerminal(STDERR_FILENO)
  }

  /// Lines above the status line.
  func print(_ lines: [String]) {
    guard printsFacts, !lines.isEmpty else { return }
    state.withLock { state in
      clear(&state)
      var bytes = Array((lines.joined(separator: "\n") + "\n").utf8)[...]
      while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        bytes = bytes.dropFirst(count)
      }
      show(&state)
    }
  }

  func note(_ message: String) {
    state.withLock { state in
      clear(&state)
      Terminal.complain(message)
      show(&state)
    }
  }

  func status(_ text: String) {
    guard showsStatus else { return }
    state.withLock { state in
      clear(&state)
      state.statusLine = String(text.prefix(max(20, Terminal.width - 1)))
      show(&state)
    }
  }

  func end() { state.withLock { clear(&$0) } }

  private func clear(_ state: inout State) {
    guard state.isShown else { return }
    Terminal.writeError("\r\u{1b}[K")
    state.isShown = false
  }

  private func show(_ state: inout State) {
    guard showsStatus, !state.statusLine.isEmpty else { return }
    Terminal.writeError(state.statusLine)
    state.isShown = true
  }
}
