import Glibc
import Presentation
import Rainbow

/// What this process is attached to.
enum Terminal {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal, or of `COLUMNS`; 100 where neither is known.
  static var width: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return getenv("COLUMNS").flatMap { Int(String(cString: $0)) } ?? 100
  }

  /// Colour only on a terminal, and not where `NO_COLOR` asks for none.
  static func style(isColourWanted: Bool) -> DigestPage.Style {
    guard isColourWanted, isTerminal(STDOUT_FILENO), getenv("NO_COLOR") == nil else { return .plain }
    return DigestPage.Style(heading: { $0.bold }, warning: { $0.yellow })
  }

  static func complain(_ message: String) {
    writeError("egret: \(message)\n")
  }

  /// A remark for people, kept away from what programs read.
  static func note(_ message: String) { writeError(message + "\n") }

  /// Writes to standard error, whole, as far as anybody reads it.
  static func writeError(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
