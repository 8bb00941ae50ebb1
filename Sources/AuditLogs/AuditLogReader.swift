package import CaptureFiles
package import TrafficModel

/// Reads audit logs: plain or compressed, one after the other, records of one event joined wherever they stand.
package struct AuditLogReader {
  /// What was read, and what could not be.
  package struct Counts: Hashable, Sendable {
    package var lines = 0
    /// Neither empty nor a line of an audit log.
    package var malformedLines = 0
    package var events = 0
    /// Events beyond the limit, which are not kept.
    package var droppedEvents = 0
    /// Compressed logs that are cut off or broken.
    package var brokenFiles = 0
  }

  /// Two million connects take less than a gibibyte; a busier host needs narrower rules.
  package static let eventLimit = 2_000_000
  /// Longer lines are no audit records.
  private static let lineLimit = 1 << 16
  /// Events whose records may still be coming; the kernel interleaves a few.
  private static let openLimit = 256
  /// Records of an event come at once: so long after it, by the log's own time, none is missing.
  private static let openNanoseconds: Int64 = 2_000_000_000

  private struct Key: Hashable {
    var serial: UInt64
    var time: Timestamp
    var node: String
  }

  private let eventLimit: Int
  package private(set) var events: [HostEvent] = []
  package private(set) var counts = Counts()
  /// From the first to the last record, whatever it is about: when the log was watching.
  package private(set) var span: ClosedRange<Timestamp>?
  private var open: [Key: AuditRecords] = [:]
  private var order: [Key] = []
  private var lineNumber: UInt64 = 0
  private var log = CaptureID(rawValue: 0)
  /// The beginning of a line whose end has not come, or that is too long to be one.
  private var rest: [UInt8] = []
  private var isTooLong = false

  package init(eventLimit: Int = AuditLogReader.eventLimit) { self.eventLimit = eventLimit }

  /// Reads the log at `path`; its lines are cited as frames of `log`.
  package mutating func read(_ path: String, as log: CaptureID) throws(CaptureFileError) {
    var file = try UnpackedFile(path: path)
    begin(log)
    while let piece = try file.next() { take(piece[...]) }
    endLog()
    if !file.isWhole { counts.brokenFiles += 1 }
  }

  /// What `take` is given from now on is of `log`, from its first line on.
  package mutating func begin(_ log: CaptureID) {
    self.log = log
    lineNumber = 0
  }

  /// The next bytes of the log, cut anywhere.
  package mutating func take(_ piece: ArraySlice<UInt8>) {
    var start = piece.startIndex
    for index in piece.indices where piece[index] == 0x0a {
      if isTooLong { refuseLine() } else { line(rest + piece[start..<index]) }
      (rest, isTooLong, start) = ([], false, index + 1)
    }
    if !isTooLong { rest += piece[start...] }
    if rest.count > Self.lineLimit { (rest, isTooLong) = ([], true) }
  }

  /// The log is at its end: what stands after its last line break is a line.
  package mutating func endLog() {
    if !rest.isEmpty { line(rest) }
    (rest, isTooLong) = ([], false)
  }

  /// The events that are complete, in order of time, which are then no longer here.
  ///
  /// - Parameter isQuiet: nothing was written for a while: events whose end is not marked are complete too.
  mutating func takeEvents(isQuiet: Bool) -> [HostEvent] {
    let newest = span?.upperBound ?? .zero
    let closed = order.filter { isQuiet || newest - $0.time > Self.openNanoseconds }
    for key in closed { close(key) }
    order.removeAll { open[$0] == nil }
    defer { events.removeAll() }
    return events.sorted { ($0.time, $0.serial) < ($1.time, $1.serial) }
  }

  /// Nothing more comes; sorts events by time.
  package mutating func finish() {
    for key in order { close(key) }
    order.removeAll()
    events.sort { ($0.time, $0.serial) < ($1.time, $1.serial) }
  }

  private mutating func refuseLine() {
    lineNumber += 1
    counts.lines += 1
    counts.malformedLines += 1
  }

  private mutating func line(_ bytes: [UInt8]) {
    lineNumber += 1
    counts.lines += 1
    let text = String(decoding: bytes.last == 0x0d ? bytes.dropLast() : bytes[...], as: UTF8.self)
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    guard let line = AuditLine(text[...]) else {
      counts.malformedLines += 1
      return
    }
    span = span.map { min($0.lowerBound, line.time)...max($0.upperBound, line.time) } ?? line.time...line.time
    let key = Key(serial: line.serial, time: line.time, node: line.node)
    if line.type == "EOE" { return close(key) }
    if open[key] != nil {
      open[key]?.add(line, number: lineNumber)
      return
    }
    open[key] = AuditRecords(line, number: lineNumber)
    order.append(key)
    guard order.count > 2 * Self.openLimit else { return }
    for key in order.prefix(Self.openLimit) { close(key) }
    order.removeFirst(Self.openLimit)
  }

  private mutating func close(_ key: Key) {
    guard let records = open.removeValue(forKey: key), let event = records.event(log: log) else { return }
    guard events.count < eventLimit else {
      counts.droppedEvents += 1
      return
    }
    events.append(event)
    counts.events += 1
  }
}
