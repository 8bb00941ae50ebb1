import TrafficModel

/// Reads `_meta` of requests. A client says the same in each of them, so what texts stand for is remembered for a while.
struct MetadataReader {
  private var known: [(text: [UInt8], metadata: RequestMetadata)?] = Array(repeating: nil, count: 64)
  /// Longer ones are read each time.
  private static let longest = 1_024

  mutating func metadata(of message: JSONRPCMessage) -> RequestMetadata {
    guard let view = message.view(.params, "_meta") else { return RequestMetadata() }
    let text = view.text
    guard text.count <= Self.longest else { return RequestMetadata(view) }
    let place = Self.place(of: text)
    if let entry = known[place], entry.text.elementsEqual(text) { return entry.metadata }
    let metadata = RequestMetadata(view)
    known[place] = (Array(text), metadata)
    return metadata
  }

  /// Any place would do: one that several texts share is read more often.
  private static func place(of text: ArraySlice<UInt8>) -> Int {
    text.suffix(24).reduce(text.count) { $0 &* 31 &+ Int($1) } & 63
  }
}
