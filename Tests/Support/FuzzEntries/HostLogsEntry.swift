import AuditLogs
import ByteParsing
import HostSockets
import TrafficModel

/// The first byte chooses what the rest is: an audit log, sightings beside a ring, what the kernel answers about sockets, or
/// the status of a process.
public func fuzzHostLogs(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  switch choices.choice() & 3 {
  case 0: readAuditLog(&choices)
  case 1: readSightings(choices.remainder)
  case 2: readAnswer(choices.remainder)
  default: _ = ProcessStatus.parent(in: choices.remainder[...])
  }
}

private func readAuditLog(_ choices: inout FuzzInput) {
  let points = choices.cutPoints()
  let bytes = choices.remainder
  let whole = auditLog(pieces(of: bytes, at: []))
  let cut = auditLog(pieces(of: bytes, at: points))
  demand(whole.events == cut.events && whole.counts == cut.counts, "how a log is cut never changes its events")
  demand(whole.span == cut.span, "how a log is cut never changes when it was watching")
  demand(whole.counts.malformedLines <= whole.counts.lines, "no more lines are malformed than there are")
  demand(whole.counts.events == whole.events.count, "events are counted")
}

private func auditLog(_ pieces: [ArraySlice<UInt8>]) -> AuditLogReader {
  var reader = AuditLogReader()
  reader.begin(CaptureID(rawValue: 1))
  for piece in pieces { reader.take(piece) }
  reader.endLog()
  reader.finish()
  return reader
}

private func readSightings(_ bytes: [UInt8]) {
  for line in bytes.split(separator: UInt8(ascii: "\n")) {
    guard let sighting = SocketLine.sighting(line) else { continue }
    demand(SocketLine.sighting(SocketLine(sighting).bytes.dropLast()) == sighting, "what was read can be written again")
  }
}

private func readAnswer(_ bytes: [UInt8]) {
  guard let answer = try? SocketAnswer(parsing: bytes.span.bytes, to: 7, of: .tcp) else { return }
  demand(answer.entries.allSatisfy { $0.inode != 0 && $0.local.port != 0 }, "sockets have a number and a port")
}
