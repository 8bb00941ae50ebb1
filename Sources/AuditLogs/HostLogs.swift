package import CaptureFiles
package import TrafficModel

/// The audit logs of a run, read whole: their events, and their names for records to cite.
package struct HostLogs: Hashable, Sendable {
  /// In the order they were read.
  package let names: [String]
  package let counts: AuditLogReader.Counts
  /// When the logs were watching.
  package let span: ClosedRange<Timestamp>?
  /// In order of time; logs are numbered from 0.
  private let events: [HostEvent]

  /// Reads `paths`; a folder means the logs in it.
  package init(reading paths: [String]) throws(CaptureFileError) {
    var reader = AuditLogReader()
    names = AuditLogFiles.find(paths)
    for (index, name) in names.enumerated() {
      try reader.read(name, as: CaptureID(rawValue: UInt32(clamping: index)))
    }
    reader.finish()
    events = reader.events
    counts = reader.counts
    span = reader.span
  }

  /// The events, with logs numbered from `first` on: captures have the numbers before.
  package func events(numberingFrom first: Int) -> [HostEvent] {
    events.map { event in
      var event = event
      event.provenance.firstFrame.capture = Self.renumbered(event.provenance.firstFrame.capture, first)
      event.provenance.lastFrame.capture = Self.renumbered(event.provenance.lastFrame.capture, first)
      return event
    }
  }

  private static func renumbered(_ id: CaptureID, _ first: Int) -> CaptureID {
    CaptureID(rawValue: id.rawValue &+ UInt32(clamping: first))
  }
}
