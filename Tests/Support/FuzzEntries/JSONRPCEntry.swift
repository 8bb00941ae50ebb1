import MCPDissection
import TrafficModel

/// The first bytes choose cuts; the rest is the body.
public func fuzzJSONRPC(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let points = choices.cutPoints()
  let body = choices.remainder
  let whole = messages(pieces(of: body, at: []))
  let cut = messages(pieces(of: body, at: points))
  demand(whole == cut, "how the bytes are cut never changes the messages")
}

private struct MessageTraits: Hashable {
  var id: JSONRPCID?
  var method: String?
  var isVersion2: Bool
  var isInBatch: Bool
  var isIncomplete: Bool
  var oddities: JSONRPCMessage.Oddities
  var compactBytes: Int
  var parts: [JSONExcerpt?]
  var tool: String?
  var isError: Bool?

  init(_ message: JSONRPCMessage) {
    id = message.id
    method = message.method
    isVersion2 = message.isVersion2
    isInBatch = message.isInBatch
    isIncomplete = message.isIncomplete
    oddities = message.oddities
    compactBytes = message.compactBytes
    parts = [message.excerpt(.params), message.excerpt(.result), message.excerpt(.error)]
    tool = message.view(.params, "name")?.string
    isError = message.view(.result, "isError")?.bool
  }
}

private func messages(_ pieces: [ArraySlice<UInt8>]) -> [MessageTraits] {
  var scanner = JSONStreamScanner(limits: JSONLimits())
  for piece in pieces { scanner.receive(piece.span.bytes, moment: .fuzzed) }
  scanner.finish(moment: .fuzzed)
  return scanner.takeFinished().map(MessageTraits.init)
}
