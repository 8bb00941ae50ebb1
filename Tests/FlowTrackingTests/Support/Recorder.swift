import ByteParsing
import FlowTracking
import TrafficModel

/// Writes down everything an observer of flows is told, and checks that the order of calls is as promised.
final class Recorder: FlowObserver {
  struct Stream {
    var bytes: [UInt8] = []
    var gaps: [Range<UInt64>] = []
    var frames: [UInt64] = []
    var next: UInt64 = 0
    var isEnded = false
  }

  final class Record {
    var streams: [Direction: Stream] = [.toServer: Stream(), .toClient: Stream()]
    var datagrams: [(Direction, [UInt8])] = []
    var anomalies: [Anomaly.Kind] = []
    var state: FlowSummary.State?
    var summary: FlowSummary?
    let flow: Flow
    init(_ flow: Flow) { self.flow = flow }

    var toServer: Stream { streams[.toServer] ?? Stream() }
    var toClient: Stream { streams[.toClient] ?? Stream() }
  }

  var records: [Record] = []
  var anomalies: [Anomaly.Kind] = []
  /// Flows in the order in which they ended.
  var endings: [FlowReference] = []
  /// Broken promises; must stay empty.
  var violations: [String] = []

  func flowBegan(_ flow: Flow, at moment: Moment) {
    if flow.attachment != nil { violations.append("began twice") }
    let record = Record(flow)
    flow.attachment = record
    records.append(record)
  }

  func receive(_ bytes: RawSpan, _ direction: Direction, at offset: StreamOffset, of flow: Flow, moment: Moment) {
    let count = UInt64(bytes.byteCount)
    advance(flow, direction, at: offset.rawValue, by: count) { stream in
      stream.bytes.append(bytes)
      stream.frames.append(moment.frame.number)
    }
    if count == 0 { violations.append("empty bytes") }
  }

  func gap(_ range: Range<StreamOffset>, _ direction: Direction, of flow: Flow, moment: Moment) {
    let raw = range.lowerBound.rawValue..<range.upperBound.rawValue
    advance(flow, direction, at: raw.lowerBound, by: UInt64(raw.count)) { $0.gaps.append(raw) }
    if raw.isEmpty { violations.append("empty gap") }
  }

  func streamEnded(_ direction: Direction, of flow: Flow, moment: Moment) {
    if record(flow)?.streams[direction]?.isEnded != false { violations.append("ended twice") }
    record(flow)?.streams[direction]?.isEnded = true
  }

  func flowEnded(_ flow: Flow, state: FlowSummary.State, at moment: Moment) {
    if record(flow)?.state != nil { violations.append("flow ended twice") }
    record(flow)?.state = state
    endings.append(flow.reference)
    record(flow)?.summary = flow.summary(state: state)
  }

  func receiveDatagram(_ payload: RawSpan, _ direction: Direction, of flow: Flow, moment: Moment) {
    record(flow)?.datagrams.append((direction, [UInt8](copying: payload)))
  }

  func anomaly(_ kind: Anomaly.Kind, of flow: Flow?, moment: Moment) {
    anomalies.append(kind)
    if let flow { record(flow)?.anomalies.append(kind) }
  }

  private func record(_ flow: Flow) -> Record? {
    let record = flow.attachment as? Record
    if record == nil { violations.append("flow unknown") }
    return record
  }

  private func advance(
    _ flow: Flow, _ direction: Direction, at offset: UInt64, by count: UInt64, _ note: (inout Stream) -> Void
  ) {
    guard let record = record(flow), var stream = record.streams[direction] else { return }
    if stream.next != offset { violations.append("\(direction) at \(offset), expected \(stream.next)") }
    if stream.isEnded { violations.append("\(direction) after its end") }
    if record.state != nil { violations.append("after the flow's end") }
    stream.next = offset + count
    note(&stream)
    record.streams[direction] = stream
  }
}
