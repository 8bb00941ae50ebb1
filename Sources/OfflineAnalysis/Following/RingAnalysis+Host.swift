import AnalysisPipeline
import CaptureFiles
import Detection
import EvidenceStore
import TrafficModel

/// Audit logs of the host beside the ring: flows are attributed by them, and detectors hold them against the wire.
extension RingAnalysis {
  /// From where on the logs are news: where the run before had come to, else where the ring begins.
  func beginHost(after checkpoint: Checkpoint?) {
    guard !auditLogs.isEmpty else { return }
    let begin = (checkpoint?.time).flatMap { $0 > .zero ? $0 : nil } ?? ring.pending.first?.firstTime ?? HostWatch.now
    let watch = HostWatch(auditLogs, after: checkpoint?.logReached ?? Checkpoint.LogPlace(time: begin, serial: 0))
    host = watch
    relay.attribute { $0 = FlowAttribution([], policy: egress, limit: Self.rememberedConnects) }
    lookAtHost()
  }

  /// - Parameters:
  ///   - judges: what is missing on either side is judged by how far the capture has come.
  ///   - isLast: nothing is held back to put it in order.
  func lookAtHost(judges: Bool = false, isLast: Bool = false) {
    guard let host else { return }
    let seen = host.look()
    if !seen.isEmpty { relay.attribute { $0?.add(seen) } }
    for (log, name) in host.takeNames() { catalog.name(log, name) }
    for failure in host.takeFailures() { observer.note(.auditLog(failure)) }
    let replayed = host.takeReplayed()
    if !replayed.isEmpty { relay.sight(HostSightings(replayed, logSpan: host.span), isReplayed: true) }
    let events = replay == nil ? host.takeDue(all: isLast) : []
    guard judges || !events.isEmpty else { return }
    // What is found is committed though no frame has come.
    if !events.isEmpty || judgedTime != analyzer.time { committedFrames = .max }
    var sightings = HostSightings(events, logSpan: host.span)
    judgedTime = analyzer.time
    if judges, let first = firstFrameTime, first <= analyzer.time {
      sightings.captured = first...analyzer.time
      sightings.openServers = analyzer.openServers
    }
    relay.sight(sightings, isReplayed: relay.isReplaying)
  }

  /// Of a busy host some days; each takes about a quarter of a kilobyte.
  private static let rememberedConnects = 200_000
}
