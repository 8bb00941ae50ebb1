import CLibpcap
import Dispatch
import Glibc
import Synchronization
import TrafficModel

/// Does what need not be done while frames wait: digests and manifests of finished files, the command for each of them, and
/// removing what the ring does not keep. On a thread of its own, which yields to capturing.
final class RingKeeper: Sendable {
  private struct State {
    var isPruning = false
    var hasNothingToRemove = false
    var removed: UInt64 = 0
  }

  private let policy: RetentionPolicy
  private let command: String?
  private let complain: @Sendable (String) -> Void
  private let queue = DispatchQueue(label: "egret ring keeper")
  private let state = Mutex(State())

  init(policy: RetentionPolicy, command: String?, complain: @escaping @Sendable (String) -> Void) {
    self.policy = policy
    self.command = command
    self.complain = complain
  }

  /// The last look found less free space than is to be left, and no file that could go.
  var hasNothingToRemove: Bool { state.withLock { $0.hasNothingToRemove } }
  var removedFiles: UInt64 { state.withLock { $0.removed } }

  func finished(_ manifest: RingManifest, in folder: RingDirectory) {
    queue.async { [self] in
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(egret_thread_id()), 10)
      let path = "\(folder.path)/\(manifest.file)"
      manifest.write(to: folder.path, digest: RingManifest.digest(of: path))
      if let command { run(command, path) }
    }
  }

  /// Looks for what is to go. Does not wait; looks that come while one goes on are left out.
  func prune(_ folder: RingDirectory, growing: (number: UInt64, bytes: Int64)?) {
    let isFirst = state.withLock { state in
      defer { state.isPruning = true }
      return !state.isPruning
    }
    guard isFirst else { return }
    queue.async { [self] in
      let files = (try? folder.files(before: growing?.number)) ?? []
      let free = folder.freeBytes
      let removals = policy.removals(files, growing: growing?.bytes, now: Self.now, free: free)
      for removal in removals { folder.remove(removal.file) }
      state.withLock { state in
        state.isPruning = false
        state.removed &+= UInt64(removals.count)
        state.hasNothingToRemove =
          removals.count == files.count && policy.minimumFreeBytes.map { folder.freeBytes < $0 } ?? false
      }
    }
  }

  /// Waits until everything is done.
  func finish() { queue.sync {} }

  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }

  /// `command FILE`, as tcpdump's `-z` does it: no shell, no waiting of the capture.
  private func run(_ command: String, _ path: String) {
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(command), strdup(path), nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let status = posix_spawnp(&process, command, nil, nil, &arguments, environ)
    guard status == 0 else {
      return complain("cannot run \(command) on \(path): \(String(cString: strerror(status)))")
    }
    var result: Int32 = 0
    while waitpid(process, &result, 0) < 0, errno == EINTR {}
    if result != 0 { complain("\(command) \(path) ended with status \((result >> 8) & 0xff)") }
  }
}
