package import TrafficModel

/// One JSON-RPC message as it was on the wire: its envelope whole, its parts with exact sizes and, within limits, text.
///
/// An object, since it is handed around: calls keep it, and answers look at it, for as long as they wait for each other. Who
/// puts it together is done with it before anybody sees it.
package final class JSONRPCMessage {
  /// A member of the envelope that has parts.
  package enum Part: UInt8, Sendable { case params, result, error }

  /// Protocol oddities of the text, each to be raised once per message.
  package struct Oddities: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let duplicateKey = Oddities(rawValue: 1 << 0)
    package static let invalidUTF8 = Oddities(rawValue: 1 << 1)
    package static let byteOrderMark = Oddities(rawValue: 1 << 2)
    package static let malformed = Oddities(rawValue: 1 << 3)
    package static let depthLimit = Oddities(rawValue: 1 << 4)
    /// Of the envelope, of `params` or of `error`; what tools give is data, and full of large numbers.
    package static let hugeNumber = Oddities(rawValue: 1 << 5)
  }

  /// Where a value lies in the kept text, and how long it really was.
  struct Slice: Sendable {
    var kept: Range<Int>
    /// Bytes at the beginning of `kept` before any were left out.
    var unbroken: Int
    var fullBytes: Int
    /// Of a value that is not kept whole, where one is wanted.
    var digest: Digest?
    var isComplete = true
  }

  struct Member: Sendable {
    var part: Part
    /// Where its name lies in the kept text of its part.
    var name: Range<Int>
    var value: Slice
  }

  /// Compact text, with the tail of long members left out, and without the result where that lies apart.
  var kept: [UInt8] = []
  /// The kept text of the result, from its first byte on: results are most of what is kept, and records share this text.
  var resultText: [UInt8]?
  /// Bytes were left out of what is kept.
  var hasHole = false
  var params: Slice?
  var result: Slice?
  var error: Slice?
  var members: [Member] = []

  package internal(set) var id: JSONRPCID?
  package internal(set) var method: String?
  /// `"jsonrpc": "2.0"` was there.
  package internal(set) var isVersion2 = false
  /// Came as an element of an array.
  package internal(set) var isInBatch = false
  /// The text ended, or could not be read on, before the message did.
  package internal(set) var isIncomplete = false
  package internal(set) var oddities: Oddities = []
  /// Bytes of the whole compact message.
  package internal(set) var compactBytes = 0
  /// First to last byte on the wire.
  package internal(set) var extent: Extent

  /// What a request says of itself; whoever reads many of them may know it already.
  lazy var metadata: RequestMetadata = view(.params, "_meta").map { RequestMetadata($0) } ?? RequestMetadata()

  init(extent: Extent) { self.extent = extent }

  package var isRequest: Bool { method != nil && id != nil }
  package var isNotification: Bool { method != nil && id == nil }
  package var isResponse: Bool { method == nil && (result != nil || error != nil) }

  /// The kept text of one member of `params`, `result` or `error`; reading it yields nothing where it was cut off.
  package func view(_ part: Part, _ name: StaticString) -> JSONView? {
    member(part, name).map { JSONView(text(of: part), $0.value.kept) }
  }

  /// The kept text of a whole part.
  package func view(_ part: Part) -> JSONView? { slice(part).map { JSONView(text(of: part), $0.kept) } }

  /// One member of a part as an excerpt for records.
  package func excerpt(_ part: Part, _ name: StaticString) -> JSONExcerpt? {
    member(part, name).map { excerpt($0.value, part) }
  }

  /// A whole part as an excerpt for records.
  package func excerpt(_ part: Part) -> JSONExcerpt? { slice(part).map { excerpt($0, part) } }

  private func slice(_ part: Part) -> Slice? {
    switch part {
    case .params: params
    case .result: result
    case .error: error
    }
  }

  private func text(of part: Part) -> [UInt8] { part == .result ? resultText ?? kept : kept }

  private func member(_ part: Part, _ name: StaticString) -> Member? {
    // Slices of arrays are counted, one for each member.
    text(of: part).withUnsafeBufferPointer { text in
      members.last { $0.part == part && name.equals(UnsafeBufferPointer(rebasing: text[$0.name])) }
    }
  }

  private func excerpt(_ slice: Slice, _ part: Part) -> JSONExcerpt {
    let text = text(of: part)
    let isAll = slice.kept == text.indices && slice.unbroken >= text.count
    return JSONExcerpt(
      text: isAll ? text : Array(text[slice.kept].prefix(slice.unbroken)), fullBytes: slice.fullBytes,
      digest: slice.digest, isComplete: slice.isComplete)
  }
}

extension StaticString {
  /// Whether `bytes` are exactly this literal.
  func equals(_ bytes: some Collection<UInt8>) -> Bool {
    guard utf8CodeUnitCount == bytes.count else { return false }
    var literal = utf8Start
    for byte in bytes {
      guard byte == literal.pointee else { return false }
      literal += 1
    }
    return true
  }
}
