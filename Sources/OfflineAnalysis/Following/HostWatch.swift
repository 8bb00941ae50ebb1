import AuditLogs
import CaptureFiles
import EvidenceStore
import Glibc
import TrafficModel

/// The audit logs of this host, followed beside a ring.
final class HostWatch {
  /// Events are put in order for so long: the kernel's records of several processors overtake each other.
  private static let hold = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(50)
  /// After so long without a line, an event has all its records.
  private static let quiet = Duration.seconds(1)

  private var followers: [AuditLogFollower] = []
  /// Up to there, an earlier run has told of it; it is shown to detectors again, and told no more.
  private var known: Checkpoint.LogPlace
  /// Up to there, everything was handed on.
  private(set) var reached: Checkpoint.LogPlace
  private var waiting: [(event: HostEvent, since: ContinuousClock.Instant)] = []
  private var replayed: [HostEvent] = []
  private var nextLook = ContinuousClock.now
  private var lastEvent = ContinuousClock.now

  /// - Parameter place: up to where an earlier run has come.
  init(_ paths: [String], after place: Checkpoint.LogPlace) {
    known = place
    reached = place
    var next = CaptureID.firstLog
    followers = paths.map { path in
      AuditLogFollower(path) {
        defer { next = CaptureID(rawValue: next.rawValue &+ 1) }
        return next
      }
    }
  }

  /// By the clock of this host, which is the clock of its audit log.
  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  var span: ClosedRange<Timestamp>? {
    followers.compactMap(\.span).reduce(nil) { whole, part in
      whole.map { min($0.lowerBound, part.lowerBound)...max($0.upperBound, part.upperBound) } ?? part
    }
  }

  /// Reads what has come, and answers what is new in it, in whatever order: flows are attributed by it at once.
  func look() -> [HostEvent] {
    let now = ContinuousClock.now
    guard now >= nextLook else { return [] }
    nextLook = now + Self.interval
    let isQuiet = lastEvent.duration(to: now) > Self.quiet
    let fresh = followers.flatMap { $0.look(isQuiet: isQuiet) }
    if !fresh.isEmpty || isQuiet { lastEvent = now }
    for event in fresh {
      if Self.place(event) <= known { replayed.append(event) } else { waiting.append((event, now)) }
    }
    return fresh
  }

  /// Of an earlier run.
  func takeReplayed() -> [HostEvent] {
    defer { replayed.removeAll() }
    return replayed.sorted { Self.place($0) < Self.place($1) }
  }

  /// In order of time.
  func takeDue(all: Bool) -> [HostEvent] {
    let now = ContinuousClock.now
    let due = waiting.filter { all || $0.since.duration(to: now) >= Self.hold }.map(\.event)
      .sorted { Self.place($0) < Self.place($1) }
    guard !due.isEmpty else { return [] }
    waiting.removeAll { all || $0.since.duration(to: now) >= Self.hold }
    reached = max(reached, due.last.map(Self.place) ?? reached)
    return due
  }

  func takeNames() -> [(log: CaptureID, name: String)] { followers.flatMap { $0.takeNames() } }
  func takeFailures() -> [CaptureFileError] { followers.flatMap { $0.takeFailures() } }

  private static func place(_ event: HostEvent) -> Checkpoint.LogPlace {
    Checkpoint.LogPlace(time: event.time, serial: event.serial)
  }
}

extension CaptureID {
  /// Logs are cited as captures are; captures of a ring never come to this number.
  static let firstLog = CaptureID(rawValue: 1 << 31)
}
