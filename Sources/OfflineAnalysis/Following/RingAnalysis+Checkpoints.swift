import AnalysisPipeline
import CaptureFiles
import EvidenceStore
package import TrafficModel

extension RingAnalysis {
  func resume(from checkpoint: Checkpoint) {
    let needed = RingFile(name: checkpoint.file, firstTime: checkpoint.fileTime, bytes: 0)
    let position = CapturePosition(offset: Int64(clamping: checkpoint.offset), frames: checkpoint.frame)
    _ = ring.resume(at: position, in: needed)
    replay = checkpoint
    relay.isReplaying = true
    // A run that ends before it has come there again must not fall behind.
    place = checkpoint.reached
  }

  /// Before each frame: whether it lies behind what the run before had read.
  func endReplayWhenDue() {
    guard let reached = replay?.reached, let current = ring.current else { return endReplay() }
    if current.firstTime == reached.fileTime {
      if ring.framePosition.offset >= Int64(clamping: reached.offset) { endReplay() }
    } else if !ring.pending.contains(where: { $0.firstTime == reached.fileTime }), current.firstTime > reached.fileTime
    {
      // Only what was written after it is left.
      endReplay()
    }
  }

  /// The state is that of the run before, but for the tails of what that had finished.
  func endReplay() {
    guard let checkpoint = replay else { return }
    let before = analyzer.openWork
    var work = OpenWork()
    work.flows = Set(checkpoint.openFlows.map { FlowID(rawValue: $0) })
    work.sessions = Set(checkpoint.openSessions.map { RecordID(rawValue: $0) })
    lookAtHost(judges: true)
    analyzer.endAll(except: work)
    replay = nil
    relay.isReplaying = false
    tell(
      checkpoint, lostFlows: work.flows.subtracting(before.flows).count,
      lostSessions: work.sessions.subtracting(before.sessions).count)
  }

  private func tell(_ checkpoint: Checkpoint, lostFlows: Int, lostSessions: Int) {
    guard let reached = checkpoint.reached else { return }
    observer.note(
      foundReachedFile
        ? .resumed(file: reached.file, frame: reached.frame) : .lostPlace(file: reached.file, frame: reached.frame))
    if lostFlows + lostSessions > 0 { observer.note(.notRebuilt(flows: lostFlows, sessions: lostSessions)) }
  }

  /// Hands over everything stated so far, to become durable together with the place reached.
  func commit() {
    guard replay == nil else { return }
    lookAtHost(judges: true)
    relay.flush()
    guard frames != committedFrames, let place else { return }
    committedFrames = frames
    let work = analyzer.openWork
    let time = analyzer.time
    let start = min(work.oldestTime ?? time, time).advanced(byNanoseconds: -limits.replayMargin)
    let needed =
      index.place(before: work.oldestFrame, start, notBefore: ring.bytesRead - limits.replayBytes) ?? place
    var checkpoint = Checkpoint(
      source: source, file: needed.file, offset: needed.offset, frame: needed.frame, time: time)
    checkpoint.fileTime = needed.fileTime
    checkpoint.reached = place
    checkpoint.logReached = host?.reached
    checkpoint.openFlows = work.flows.map(\.rawValue).sorted()
    checkpoint.openSessions = work.sessions.map(\.rawValue).sorted()
    writer.commit(checkpoint)
  }

  // MARK: Statistics

  var live: LiveStatistics {
    var live = LiveStatistics()
    live.lagBytes = ring.backlog
    live.ringFiles = ring.ringFiles
    live.ringBytes = ring.ringBytes
    live.skippedFiles = skipped.files
    live.skippedBytes = skipped.bytes
    live.openFlows = analyzer.openFlowCount
    live.openSessions = analyzer.openSessionCount
    live.heldBytes = analyzer.heldBytes
    observer.complete(&live)
    return live
  }

  package var statistics: AnalysisStatistics {
    var statistics = analyzer.statistics
    statistics.live = live
    return statistics
  }

  var status: FollowingStatus {
    let statistics = analyzer.statistics
    var status = FollowingStatus()
    status.frames = statistics.frames
    status.bytes = statistics.bytes
    status.toolCalls = statistics.toolCalls
    status.time = statistics.time
    status.file = ring.current?.name ?? ""
    status.live = live
    status.isReplaying = replay != nil
    return status
  }

  func stateStatistics() {
    guard replay == nil else { return }
    relay.state(.statistics(statistics))
    relay.flush()
  }
}
