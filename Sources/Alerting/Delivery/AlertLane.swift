internal import Foundation
package import Policy

/// One route: what passes its severity and its rate goes to its receiver, on a thread of the lane's own. Offering never waits.
///
/// Unchecked, because `condition` guards all state of both threads; transport and spool belong to the lane's thread.
package final class AlertLane: @unchecked Sendable {
  /// Alerts between the threads; beyond it they are held back as by the rate.
  package static let waitingLimit = 1_024
  /// How often it is told that some were held back.
  private static let noticePause = Duration.seconds(60)

  private let route: AlertRoute
  private let transport: any AlertTransport
  private let spool: AlertSpool
  private let complain: @Sendable (String) -> Void
  private let condition = NSCondition()
  private let start = ContinuousClock.now
  private var bucket: TokenBucket
  private var waiting: [Alert] = []
  private var heldBack: UInt64 = 0
  private var deadline: ContinuousClock.Instant?
  private var isDone = false

  // Of the lane's thread.
  private var backoff = Backoff()
  private var pausedUntil: ContinuousClock.Instant?
  private var lastNotice: ContinuousClock.Instant?
  private var isAway = false
  private var toldLost: UInt64 = 0

  package init(
    _ route: AlertRoute, transport: any AlertTransport, spool: AlertSpool,
    complain: @escaping @Sendable (String) -> Void
  ) {
    self.route = route
    self.transport = transport
    self.spool = spool
    self.complain = complain
    bucket = TokenBucket(perMinute: route.perMinute, burst: route.burst, now: .zero)
    if let trouble = spool.trouble { complain("\(route.name): alerts wait in memory only: \(trouble)") }
    let thread = Thread { [self] in run() }
    thread.name = "egret alerts"
    thread.start()
  }

  package func offer(_ alert: Alert) {
    guard alert.severity >= route.minimum else { return }
    condition.lock()
    defer { condition.unlock() }
    guard waiting.count < Self.waitingLimit, bucket.take(at: start.duration(to: .now)) else {
      heldBack += 1
      return
    }
    waiting.append(alert)
    condition.signal()
  }

  /// Sends what can be sent within `patience`; the rest waits in the spool for the next run, or is lost, and that is told.
  package func finish(patience: Duration) {
    condition.lock()
    deadline = .now + patience
    condition.signal()
    while !isDone { condition.wait() }
    condition.unlock()
  }

  // MARK: The lane's thread

  private func run() {
    Self.blockBrokenPipeSignal()
    while let (alerts, isLast) = takeWork() {
      for alert in alerts { spool.add(alert.record) }
      if isLast, backoff != Backoff() { pausedUntil = nil }
      sendWaiting()
      tellHeldBack(isLast: isLast)
      if isLast, spool.isEmpty || isAway { break }
    }
    tellRest()
    condition.lock()
    isDone = true
    condition.broadcast()
    condition.unlock()
  }

  /// Waits for alerts, for the end of a pause, or for the end of everything. Nil when time is over.
  private func takeWork() -> (alerts: [Alert], isLast: Bool)? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty, deadline == nil, let wait = idle() {
      _ = condition.wait(until: Date(timeIntervalSinceNow: wait))
    }
    defer { waiting.removeAll() }
    if let deadline, .now >= deadline {
      for alert in waiting { spool.add(alert.record) }
      return nil
    }
    return (waiting, deadline != nil)
  }

  /// Seconds until there is something to do; nil when there is something now.
  private func idle() -> Double? {
    var next = 60.0
    if !spool.isEmpty {
      guard let pausedUntil, pausedUntil > .now else { return nil }
      next = min(next, Self.seconds(ContinuousClock.now.duration(to: pausedUntil)))
    }
    guard heldBack > 0, !isAway else { return next }
    guard let lastNotice else { return nil }
    let due = lastNotice + Self.noticePause
    return due > .now ? min(next, Self.seconds(ContinuousClock.now.duration(to: due))) : nil
  }

  private func sendWaiting() {
    if let pausedUntil, pausedUntil > .now { return }
    while let record = spool.first() {
      guard let alert = Alert(record: record) else {
        spool.removeFirst()
        continue
      }
      do throws(AlertFailure) {
        try transport.send(alert)
        if isAway { complain("\(route.name) takes alerts again") }
        (isAway, pausedUntil) = (false, nil)
        backoff.reset()
        spool.removeFirst()
      } catch {
        if case .refused(let words) = error {
          complain("\(route.name) refused an alert, which is dropped: \(words)")
          spool.removeFirst()
          continue
        }
        if !isAway { complain("\(route.name) does not take alerts, which wait: \(error.words)") }
        isAway = true
        pausedUntil = .now + backoff.afterFailure()
        return
      }
      // Newer ones go into the spool before the next is sent, and the end is noticed.
      condition.lock()
      let isInterrupted = !waiting.isEmpty || deadline.map { .now >= $0 } ?? false
      condition.unlock()
      if isInterrupted { return }
    }
  }

  private func tellHeldBack(isLast: Bool) {
    condition.lock()
    let count = heldBack
    condition.unlock()
    guard count > 0, !isAway, isLast || lastNotice.map({ .now - $0 >= Self.noticePause }) ?? true else { return }
    lastNotice = .now
    do throws(AlertFailure) {
      try transport.sendHeldBack(count)
      complain("\(route.name): \(count) alerts were held back; more than \(Int(route.perMinute)) a minute came")
      condition.lock()
      heldBack -= count
      condition.unlock()
    } catch {
      // Its turn comes again; the number grows meanwhile.
    }
  }

  private func tellRest() {
    if spool.lost > toldLost { complain("\(route.name): \(spool.lost) alerts were lost: their room was full") }
    toldLost = spool.lost
    guard !spool.isEmpty else { return }
    complain(
      spool.isOnDisk
        ? "\(route.name): \(spool.count) alerts wait on disk for the next run"
        : "\(route.name): \(spool.count) alerts could not be sent and are lost")
  }

  private static func seconds(_ duration: Duration) -> Double {
    max(0.001, Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
  }

  private static func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
