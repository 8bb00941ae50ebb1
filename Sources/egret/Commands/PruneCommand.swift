import ArgumentParser
import Glibc
import LiveCapture
import Presentation
import TrafficModel

/// `egret prune`: what the limits of a ring would remove, and why; or removing it.
struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove from a ring what its limits do not keep.",
    discussion: "Files of other programs are left alone, and so is the newest file: it may still be written.")

  @Argument(help: "Directory of the ring.", completion: .directory)
  var folder: String

  @OptionGroup var ring: RingOptions

  @Flag(name: .customLong("dry-run"), help: "Only say what would go, and why.")
  var isDryRun = false

  func run() throws {
    let policy = try ring.policy(isBounded: false)
    guard policy != RetentionPolicy() else {
      Terminal.complain("nothing to do: say what to keep with -W, --max-total, --max-age or --min-free")
      throw ExitStatus.usage
    }
    do throws(CaptureFailure) {
      let directory = try RingDirectory(path: folder)
      let files = try directory.files()
      let removals = policy.removals(
        files.dropLast(), growing: files.last?.bytes, now: Self.now, free: directory.freeBytes)
      for removal in removals {
        let pinned = removal.file.isPinned ? ", kept as evidence" : ""
        print(
          "\(isDryRun ? "would remove" : "removed") \(removal.file.names.first ?? "") "
            + "(\(Quantity.bytes(removal.file.bytes)), last written \(Quantity.dateTime(removal.file.lastTime)) UTC\(pinned)): "
            + removal.reason.rawValue)
        if !isDryRun { directory.remove(removal.file) }
      }
      let kept = files.count - removals.count
      print(
        "\(Quantity.plural(removals.count, "file")) \(isDryRun ? "to go" : "removed"), \(Quantity.count(kept)) kept")
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.unreadableInput
    }
  }

  private static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}
