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

  package init(eventLimit: Int = AuditLogReader.eventLimit) { self.eventLimit = eventLimit }

  /// Reads the log at `path`; its lines are cited as frames of `log`.
  package mutating func read(_ path: String, as log: CaptureID) throws(CaptureFileError) {
    var file = try UnpackedFile(path: path)
    self.log = log
    lineNumber = 0
    var rest: [UInt8] = []
    var isTooLong = false
    while let piece = try file.next() {
      var start = 0
      for index in piece.indices where piece[index] == 0x0a {
        if isTooLong { refuseLine() } else { line(rest + piece[start..<index]) }
        (rest, isTooLong, start) = ([], false, index + 1)
      }
      if !isTooLong { rest += piece[start...] }
      if rest.count > Self.lineLimit { (rest, isTooLong) = ([], true) }
    }
    if !rest.isEmpty { line(rest) }
    if !file.isWhole { counts.brokenFiles += 1 }
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
