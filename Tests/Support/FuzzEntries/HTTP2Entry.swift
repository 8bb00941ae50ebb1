import ByteParsing
import HTTPDissection
import TrafficModel

/// The first bytes choose how the connection is met and how it is cut; then two bytes of length and so many bytes of the
/// client; the rest are the server's. The client's preface is given, so that fuzzing begins behind it.
public func fuzzHTTP2(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let mode = choices.choice()
  let points = choices.cutPoints()
  let length = Int(choices.choice()) << 8 | Int(choices.choice())
  let client = choices.bytes(length)
  let server = choices.remainder
  let whole = connection(mode, pieces(of: client, at: []), pieces(of: server, at: []))
  let cut = connection(mode, pieces(of: client, at: points), pieces(of: server, at: points))
  demand(whole == cut, "how the bytes are cut never changes the exchanges")
}

private func connection(
  _ mode: UInt8, _ client: [ArraySlice<UInt8>], _ server: [ArraySlice<UInt8>]
) -> [ExchangeTranscript.Entry] {
  let transcript = ExchangeTranscript()
  let isMidstream = mode & 1 == 1
  let conversation = HTTP2Conversation(
    flow: .fuzzed, isEncrypted: false, isMidstream: isMidstream, limits: .fuzzed, bodyLimits: HTTPLimits(),
    observer: transcript)
  let preface = [UInt8]("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  if !isMidstream { conversation.receive(preface.span.bytes, .toServer, moment: .fuzzed) }
  let turns = [(Direction.toServer, client), (Direction.toClient, server)]
  for (direction, pieces) in mode & 2 == 0 ? turns : turns.reversed() {
    for piece in pieces { conversation.receive(piece.span.bytes, direction, moment: .fuzzed) }
    if mode & 4 == 4 {
      conversation.gap(length: UInt64(mode >> 4), direction, moment: .fuzzed)
      for piece in pieces { conversation.receive(piece.span.bytes, direction, moment: .fuzzed) }
    }
    if mode & 8 == 8 { conversation.streamEnded(direction, moment: .fuzzed) }
  }
  conversation.finish(mode & 16 == 0 ? .open : .closed, moment: .fuzzed)
  return transcript.entries
}

extension HTTP2Limits {
  /// So small that fuzzing reaches each of them.
  fileprivate static var fuzzed: HTTP2Limits {
    var limits = HTTP2Limits()
    limits.headerBlock = 200
    limits.continuationFrames = 2
    limits.headerList = 300
    limits.headerTable = 150
    limits.openStreams = 4
    limits.resets = 2
    limits.emptyFrames = 2
    limits.controlFrames = 2
    limits.resyncWindow = 100
    limits.resyncOffsets = 500
    return limits
  }
}
