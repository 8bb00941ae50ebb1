import Glibc
import OfflineAnalysis

/// The signals a long-running command answers to, as something that can be waited for beside files.
///
/// SIGINT and SIGTERM end in order, SIGHUP opens outputs again, SIGUSR1 prints statistics.
final class ProcessSignals: Sendable {
  static let shared = ProcessSignals()

  /// Readable when a signal came.
  let descriptor: Int32
  /// Written by the handler, which may do nothing else.
  private static nonisolated(unsafe) var writingEnd: Int32 = -1

  private init() {
    var ends: [Int32] = [-1, -1]
    descriptor = pipe(&ends) == 0 ? ends[0] : -1
    Self.writingEnd = ends[1]
    for end in ends where end >= 0 {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    // Whoever started this process may have left them blocked.
    var answered = sigset_t()
    sigemptyset(&answered)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGUSR1] {
      sigaddset(&answered, number)
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(ProcessSignals.writingEnd, &byte, 1)
        errno = saved
      }
      action.sa_flags = Int32(SA_RESTART)
      sigaction(number, &action, nil)
    }
    pthread_sigmask(SIG_UNBLOCK, &answered, nil)
  }

  /// Signals that came since this was last asked.
  func take() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? bytes[..<count].map { Int32($0) } : []
  }

  func takeRequests() -> FollowingRequests {
    var requests: FollowingRequests = []
    for number in take() {
      switch number {
      case SIGINT, SIGTERM: requests.insert(.stop)
      case SIGHUP: requests.insert(.reopen)
      case SIGUSR1: requests.insert(.statistics)
      default: break
      }
    }
    return requests
  }
}
