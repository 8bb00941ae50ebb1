import Detection
import EvidenceStore
import Foundation
import Synchronization
import TrafficModel

/// Runs the detectors between the analysis and the writer, on a thread of its own: judging a call costs about as much as
/// reading it off the wire. What is found follows the event that gave it away, whatever the threads do.
///
/// Ends when it is let go of.
final class DetectionThread: Sendable {
  private enum Task: Sendable {
    /// Events that an earlier run has stated already are shown to the detectors, and not written again.
    case events([TrafficEvent], weight: Int, isReplayed: Bool)
    /// What the audit logs of this host tell, for the detectors alone.
    case host(HostSightings, isReplayed: Bool)
    /// What an earlier analysis knew.
    case recall([Recollection])
    /// These stand in for detectors that run rules.
    case exchange([any Detector], isReplayed: Bool)
    /// The events are at their end.
    case finish
    /// Everything before is with the writer.
    case mark(DispatchSemaphore)
  }

  /// What may wait between the threads, in bytes.
  private static let queueBytes = 4 << 20

  private let queue = HandoverQueue<Task>(limit: queueBytes)
  private let cut = Atomic(false)

  init(_ writer: EventWriter, bank: DetectorBank) {
    let thread = Thread { [queue, weak self] in
      var bank = bank
      while true {
        let tasks = queue.takeAll()
        guard !tasks.isEmpty else { return }
        for task in tasks where !Self.perform(task, &bank, writer) { self?.cut.store(true, ordering: .relaxed) }
      }
    }
    thread.name = "egret detectors"
    thread.start()
  }

  deinit { queue.close() }

  /// No sink takes records any more.
  var isCut: Bool { cut.load(ordering: .relaxed) }

  func take(_ events: [TrafficEvent], isReplayed: Bool) {
    let weight = events.reduce(0) { $0 + $1.weight }
    _ = queue.add(.events(events, weight: weight, isReplayed: isReplayed), weight: weight)
  }

  func sight(_ sightings: HostSightings, isReplayed: Bool) {
    _ = queue.add(.host(sightings, isReplayed: isReplayed), weight: sightings.events.count * 256)
  }

  func recall(_ memories: [Recollection]) { _ = queue.add(.recall(memories), weight: memories.count * 256) }

  func exchange(_ detectors: [any Detector], isReplayed: Bool) {
    _ = queue.add(.exchange(detectors, isReplayed: isReplayed), weight: 0)
  }

  func finish() { _ = queue.add(.finish, weight: 0) }

  /// Waits until everything taken so far is with the writer.
  func drain() {
    let mark = DispatchSemaphore(value: 0)
    if queue.add(.mark(mark), weight: 0) { mark.wait() }
  }

  /// False when the writer takes nothing any more.
  private static func perform(_ task: Task, _ bank: inout DetectorBank, _ writer: EventWriter) -> Bool {
    var stated: [TrafficEvent] = []
    var findings: [Finding] = []
    // What was found in them weighs little beside them.
    var weight = 0
    switch task {
    case .events(let events, let weightOfAll, let isReplayed):
      if bank.isIdle { return isReplayed || writer.write(events, weight: weightOfAll) }
      weight = weightOfAll
      stated.reserveCapacity(events.count)
      for event in events {
        if !isReplayed { stated.append(event) }
        bank.observe(event, findings: &findings)
        if !findings.isEmpty, !isReplayed { stated += findings.map { .finding($0) } }
        findings.removeAll(keepingCapacity: true)
      }
    case .host(let sightings, let isReplayed):
      bank.observe(sightings, findings: &findings)
      if !isReplayed { stated = findings.map { .finding($0) } }
    case .recall(let memories): bank.recall(memories)
    case .exchange(let detectors, let isReplayed):
      bank.exchange(RuleSets.detectorIDs, for: detectors, findings: &findings)
      if !isReplayed { stated = findings.map { .finding($0) } }
    case .finish:
      bank.finish(findings: &findings)
      stated = findings.map { .finding($0) }
    case .mark(let mark): mark.signal()
    }
    return writer.write(stated, weight: weight)
  }
}
