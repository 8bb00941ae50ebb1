import CaptureFiles
import EvidenceStore
import Glibc
import LiveCapture
import Presentation
import TrafficModel

/// What `egret doctor` finds.
struct DoctorVisit {
  private static let enoughFiles: UInt64 = 1_024
  private static let enoughWatches: UInt64 = 64
  private static let enoughFreeBytes: Int64 = 1_000_000_000

  private(set) var lines: [(text: String, isTrouble: Bool)] = []
  /// Something that was asked about does not work, as opposed to not working well.
  private(set) var cannotWork = false

  private mutating func good(_ text: String) { lines.append((text, false)) }
  private mutating func bad(_ text: String) { lines.append((text, true)) }

  mutating func lookAtInterfaces() {
    do throws(CaptureFailure) {
      let entries = try InterfaceList.all()
      let usable = entries.filter { $0.obstacle == nil }.map(\.name)
      if !usable.isEmpty { good("can capture on \(usable.joined(separator: ", "))") }
      for entry in entries {
        guard let obstacle = entry.obstacle, !usable.isEmpty else { continue }
        good("cannot capture on \(entry.name): \(obstacle)")
      }
      guard usable.isEmpty else { return }
      cannotWork = true
      bad("cannot capture: \(Privileges.canOpenPacketSockets ? "no interface is up" : Privileges.advice)")
    } catch {
      cannotWork = true
      bad("\(error)")
    }
  }

  mutating func lookAtLimits() {
    var files = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 {
      let text = "open files: \(files.rlim_cur == UInt64.max ? "unlimited" : "\(files.rlim_cur)")"
      files.rlim_cur < Self.enoughFiles
        ? bad("\(text); \(Self.enoughFiles) are wanted: ulimit -n, or LimitNOFILE= in the unit") : good(text)
    }
    for (name, what) in [("max_user_instances", "watchers"), ("max_user_watches", "watched folders")] {
      guard let limit = Self.number("/proc/sys/fs/inotify/\(name)") else { continue }
      let text = "inotify \(what): \(limit)"
      limit < Self.enoughWatches ? bad("\(text); raise fs.inotify.\(name) with sysctl") : good(text)
    }
    if let free = memoryAvailable() {
      let text = "memory available: \(Quantity.bytes(free))"
      free < 512_000_000 ? bad("\(text); live analysis of 10,000 flows takes up to 256 MB") : good(text)
    }
  }

  // MARK: A ring

  mutating func look(atRing path: String) {
    do throws(CaptureFailure) {
      let folder = try RingDirectory(path: path)
      let files = try folder.files()
      good(
        "ring: \(Quantity.plural(files.count, "file")), \(Quantity.bytes(files.reduce(0) { $0 + $1.bytes }))"
          + (files.first.map { ", since \(Quantity.dateTime($0.lastTime)) UTC" } ?? ""))
      if folder.isOpenToOthers { bad("\(path) can be read by others: chmod 700 \(path)") }
      let free = folder.freeBytes
      let text = "free space beside the ring: \(Quantity.bytes(free))"
      free < Self.enoughFreeBytes ? bad(text) : good(text)
      lookAtCounters(path)
    } catch {
      cannotWork = true
      bad("\(error)")
    }
  }

  private mutating func lookAtCounters(_ path: String) {
    guard let counters = CaptureCounters(folder: path) else {
      return bad("no egret capture writes into \(path) (tcpdump and dumpcap do not tell how they fare)")
    }
    if kill(pid_t(truncatingIfNeeded: counters.process), 0) != 0, errno == ESRCH {
      cannotWork = true
      bad("the capture into \(path) (process \(counters.process)) has ended")
    }
    good(
      "captured: \(Quantity.count(counters.received)) received, \(Quantity.plural(counters.written, "frame")) written to "
        + Quantity.plural(counters.files, "file"))
    if counters.isPaused != 0 {
      cannotWork = true
      bad("writing is paused: there is no room")
    }
    if counters.droppedByWriter > 0 {
      bad("lost for want of room: \(Quantity.plural(counters.droppedByWriter, "frame"))")
    }
    if counters.droppedByInterface > 0 {
      bad("lost by the interface: \(Quantity.plural(counters.droppedByInterface, "frame")); look at ethtool -S and -g")
    }
    guard counters.droppedByKernel > 0 else { return good("the kernel dropped nothing") }
    bad(
      "lost by the kernel: \(Quantity.plural(counters.droppedByKernel, "frame")); enlarge its buffer with -B, or narrow the "
        + "filter")
  }

  // MARK: A store

  mutating func look(atStore path: String) throws {
    do throws(StoreError) {
      let questions = StoreQuestions(try EvidenceDatabase(path: path, access: .read))
      let opaque = try questions.opaqueTraffic(limit: 20)
      if opaque.isEmpty { good("no encrypted traffic stayed opaque") }
      for entry in opaque { bad(Self.words(entry)) }
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.unreadableInput
    }
  }

  private static func words(_ entry: OpaqueTraffic) -> String {
    let name = entry.serverName.map { TerminalText($0).text + " " } ?? ""
    let what = "opaque: \(name)\(entry.server), \(Quantity.plural(entry.handshakes, "handshake"))"
    return what + ": " + advice(entry)
  }

  private static func advice(_ entry: OpaqueTraffic) -> String {
    switch entry.reason {
    case "no-key":
      "no key; set SSLKEYLOGFILE where \(entry.clients == 1 ? "its client runs" : "its \(entry.clients) clients run"), or "
        + "at the server, and give the file with --keylog"
    case "midstream": "the capture began after the handshake; it can be read once the connection is opened anew"
    case "gap": "frames are missing; see what was dropped"
    case "unsupported-suite": "its cipher suite cannot be opened"
    case "failed": "the key that was found does not open it; is it of this connection?"
    default: "it ended before anything was protected"
    }
  }

  // MARK: The system

  private static func number(_ path: String) -> UInt64? { firstNumber(in: text(path)) }

  private func memoryAvailable() -> Int64? {
    let lines = Self.text("/proc/meminfo").split(separator: "\n")
    return lines.first { $0.hasPrefix("MemAvailable:") }.flatMap { Self.firstNumber(in: String($0)) }
      .map { Int64(clamping: $0) * 1_024 }
  }

  private static func firstNumber(in text: String) -> UInt64? {
    UInt64(text.drop { !$0.isNumber }.prefix { $0.isNumber })
  }

  private static func text(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 8_192)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }
}
