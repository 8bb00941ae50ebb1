import CByteScan
import Crypto
import TrafficModel

/// What `JSONStreamScanner` puts together while a message goes by: where its parts lie in the compact form, the excerpt
/// that is kept, and the digests.
///
/// Invariant: `compactBytes` counts every compact byte of the open message; `kept` and `apart` hold those that were kept.
struct MessageAssembly: ~Copyable {
  /// Keys and values are told down to this level: members of the envelope, and of `params`, `result` and `error`.
  static let deepestLevel = 2

  private enum Top: UInt8 { case none, version, id, method, params, result, error, other }

  private let limits: JSONLimits
  private var message: JSONRPCMessage?
  private let keepsResultApart: Bool
  /// Of the result while that is read, where it lies apart; else of the rest of the message.
  private var kept: [UInt8] = []
  /// The other of the two.
  private var apart: [UInt8] = []
  private var isInResult = false
  private var hasResult = false
  private var members: [JSONRPCMessage.Member] = []
  private var hasHole = false
  private var compactBytes = 0
  private var expected = 0
  /// The stretch of compact text that is kept or left out as one: a key, the value of a member.
  private var region = (start: 0, limit: 0, hasHole: false)
  /// Where in `kept` bytes of the open member of the envelope, and of the open member of a part, were first left out.
  private var topHole: Int?
  private var memberHole: Int?

  private var top = Top.none
  private var topStart = (kept: 0, compact: 0)
  /// The value of a part is being read: only then do `topStart` and `topHole` speak of it.
  private var isPartOpen = false
  private var memberStart = (kept: 0, compact: 0)
  /// Where in `kept` the key being read, or read last, lies; without its quotes.
  private var name = 0..<0
  private var topNames: UInt8 = 0

  private var isHashing = false
  /// Where in `kept` the value begins that is hashed from its first hole on. One that is kept whole is not hashed here.
  private var hashStart = 0
  /// Of a value that is not kept whole.
  private var hasher: SHA256?
  /// Short runs of such a value, since a call per run costs more than its bytes.
  private var staged: [UInt8] = []
  private static let stagedBytes = 4_096
  static let longRun = 1_024

  var isBatch = false
  /// Found before or inside the open message; handed over with it.
  var carriedOddities: JSONRPCMessage.Oddities = []

  init(limits: JSONLimits, keepsResultApart: Bool) {
    self.limits = limits
    self.keepsResultApart = keepsResultApart
  }

  var isOpen: Bool { message != nil }

  mutating func begin(_ moment: Moment) {
    message = JSONRPCMessage(extent: Extent(moment))
    kept = []
    kept.reserveCapacity(512)
    hasResult = false
    hasHole = false
    compactBytes = 0
    beginRegion(limit: limits.memberBytes)
    top = .none
    topStart = (0, 0)
    isPartOpen = false
    topNames = 0
    isHashing = false
    name = 0..<0
  }

  mutating func append(_ byte: UInt8) {
    withUnsafeBytes(of: byte) { append($0) }
  }

  mutating func append(_ run: UnsafeRawBufferPointer) {
    compactBytes &+= run.count
    let room = room
    if room >= run.count {
      if kept.capacity &- kept.count < run.count { grow(by: run.count) }
      kept.append(contentsOf: run)
      if hasher != nil { hash(run) }
    } else {
      if isHashing {
        beginStreaming()
        hash(run)
      }
      kept.append(contentsOf: run.prefix(room))
      leaveHole()
    }
  }

  /// Text from inside a string: reads as much as `egret_copy_compact` does of it, or of its beginning. `high` is the place of the
  /// first byte beyond ASCII, if any was read.
  mutating func appendString(
    _ text: UnsafeRawBufferPointer, _ vectorBytes: UInt32
  ) -> (read: Int, high: Int, isAtStop: Bool) {
    let least = min(text.count, Self.leastStretch)
    guard hasher == nil, room >= least else { return appendByWayOfStack(text, vectorBytes) }
    if kept.capacity &- kept.count < least { grow(by: least) }
    let count = min(text.count, room, kept.capacity &- kept.count)
    var string = egret_string_copy()
    kept.append(addingCapacity: count) { free in
      free.withUnsafeMutableBufferPointer { free, filled in
        string = Self.copy(text, count, to: free.baseAddress, vectorBytes)
        filled = string.written
      }
    }
    compactBytes &+= string.written
    return (string.read, string.high, string.read < count)
  }

  /// Where more than so much room is left of what is kept, it is used up before more is made.
  private static let leastStretch = 256

  /// So many bytes of the body are read next, and so many are known to come behind them.
  mutating func expect(_ bytes: Int, toCome: UInt64) {
    expected = min(bytes &+ Int(min(toCome, UInt64(Self.mostExpected))), Self.mostExpected)
  }

  /// Each step copies what is there: the first are longer than doubling would make them, unless it is known how much comes.
  private mutating func grow(by count: Int) {
    let needed = kept.count &+ count
    if kept.count < expected, kept.count &+ expected >= needed { return kept.reserveCapacity(kept.count &+ expected) }
    let factor = Self.usualResult..<64 * Self.usualResult ~= needed ? 4 : 2
    kept.reserveCapacity(factor &* needed)
  }

  /// How many more bytes may be kept of the region being read. Values of the envelope itself (id, method) have a little
  /// more room than the message as a whole, so that a huge `params` before them cannot hide them.
  private var room: Int {
    guard !region.hasHole else { return 0 }
    let whole = limits.messageBytes &+ (isPart ? 0 : 4 &* limits.nameBytes) &- kept.count &- apart.count
    return max(0, min(region.limit &- (kept.count &- region.start), whole))
  }

  /// Once bytes of a region are left out, the rest of it is, too: what is kept is its beginning.
  private mutating func leaveHole() {
    region.hasHole = true
    hasHole = true
    if topHole == nil { topHole = kept.count }
    if memberHole == nil { memberHole = kept.count }
  }

  private mutating func beginRegion(limit: Int, ahead: Int = 0) { region = (kept.count &+ ahead, limit, false) }

  /// Whether so many bytes are kept when they come next, and not looked at: where they end is then known before they come.
  func keeps(_ count: Int) -> Bool { count == 0 || (hasher == nil && room >= count) }

  // MARK: Keys

  /// - Parameter ahead: bytes before the key that come later, with it; of all of them it is known that they are kept.
  mutating func keyBegan(level: Int, ahead: Int) {
    guard level == 1 || isPart else { return }
    beginRegion(limit: limits.memberBytes, ahead: ahead)
    let start = kept.count &+ ahead
    name = start..<start
  }

  mutating func keyEnded(level: Int) {
    guard level == 1 || isPart else { return }
    // The quotes are not part of it. A key that was not kept whole is nobody's name.
    let start = name.lowerBound + 1
    name = !region.hasHole && start < kept.count ? start..<kept.count - 1 : 0..<0
    guard level == 1 else { return }
    top = Self.top(kept[name])
    let bit = UInt8(1) << (top.rawValue & 7)
    if top != .other, topNames & bit != 0 { carriedOddities.insert(.duplicateKey) }
    topNames |= bit
  }

  private static func top(_ name: ArraySlice<UInt8>) -> Top {
    switch name.count {
    case 2 where StaticString("id").equals(name): .id
    case 5 where StaticString("error").equals(name): .error
    case 6 where StaticString("method").equals(name): .method
    case 6 where StaticString("params").equals(name): .params
    case 6 where StaticString("result").equals(name): .result
    case 7 where StaticString("jsonrpc").equals(name): .version
    default: .other
    }
  }

  /// Numbers here decide what is done, or which answer is whose.
  var isJudgingNumbers: Bool { top != .result }

  private var isPart: Bool { top == .params || top == .result || top == .error }

  // MARK: Values

  /// Most results are smaller.
  private static let usualResult = 2_048
  /// No more room is made on a sender's word.
  private static let mostExpected = 64 << 10

  private mutating func enterResult() {
    // There may be one already; the last counts, and both lie behind each other.
    if !hasResult { apart.reserveCapacity(expected > 0 ? expected : Self.usualResult) }
    swap(&kept, &apart)
    isInResult = true
    hasResult = true
  }

  private mutating func leaveResult() {
    guard isInResult else { return }
    swap(&kept, &apart)
    isInResult = false
  }

  /// Whether the value that begins is hashed, or kept elsewhere: everything before it has to be handed over then.
  func readsValue(level: Int) -> Bool { level == 1 ? top == .result : isArguments }

  mutating func valueBegan(level: Int, ahead: Int) {
    let start = (kept: kept.count &+ ahead, compact: compactBytes &+ ahead)
    if level == 1 {
      topStart = start
      if top == .result, keepsResultApart {
        enterResult()
        topStart.kept = kept.count
      }
      beginRegion(limit: limits.memberBytes, ahead: ahead)
      topHole = nil
      isPartOpen = isPart
      name = 0..<0
      if top == .result { beginHashing() }
    } else if isPart {
      let isToolList = top == .result && StaticString("tools").equals(kept[name])
      beginRegion(limit: isToolList ? limits.toolListBytes : limits.memberBytes, ahead: ahead)
      memberStart = start
      memberHole = nil
      if isArguments { beginHashing() }
    }
  }

  private var isArguments: Bool { top == .params && StaticString("arguments").equals(kept[name]) }

  /// A value of the second level ended.
  mutating func memberEnded(ahead: Int) {
    guard isPart else { return }
    defer { beginRegion(limit: limits.memberBytes, ahead: ahead) }
    // Elements of an array have no name; kept text begins with a brace, so no name lies at its start.
    guard name.lowerBound > 0 else { return }
    var value = slice(from: memberStart, memberHole, ahead: ahead)
    if isArguments { value.digest = endHashing() }
    let part: JSONRPCMessage.Part = top == .params ? .params : top == .result ? .result : .error
    if members.contains(where: { $0.part == part && isName($0.name) }) { carriedOddities.insert(.duplicateKey) }
    guard members.count < limits.members else { return }
    if members.isEmpty { members.reserveCapacity(4) }
    members.append(JSONRPCMessage.Member(part: part, name: name, value: value))
  }

  private func isName(_ other: Range<Int>) -> Bool {
    other.count == name.count && kept[other].elementsEqual(kept[name])
  }

  /// A value of the first level ended.
  mutating func topEnded() {
    var value = slice(from: topStart, topHole)
    switch top {
    case .params: message?.params = value
    case .error: message?.error = value
    case .result:
      value.digest = endHashing()
      message?.result = value
    case .id: message?.id = Self.id(kept[value.kept].prefix(limits.nameBytes))
    case .method: message?.method = JSONView(kept, value.kept).string
    case .version: message?.isVersion2 = kept[value.kept].elementsEqual("\"2.0\"".utf8)
    case .none, .other: break
    }
    top = .none
    isPartOpen = false
    leaveResult()
    beginRegion(limit: limits.memberBytes)
  }

  private func slice(
    from start: (kept: Int, compact: Int), _ hole: Int?, ahead: Int = 0
  ) -> JSONRPCMessage.Slice {
    let end = kept.count &+ ahead
    return JSONRPCMessage.Slice(
      kept: start.kept..<end, unbroken: (hole ?? end) - start.kept, fullBytes: compactBytes + ahead - start.compact)
  }

  private static func id(_ text: ArraySlice<UInt8>) -> JSONRPCID {
    guard let first = text.first, first != UInt8(ascii: "n") else { return .null }
    guard first == UInt8(ascii: "\"") else { return .number(UntrustedText(decoding: text)) }
    return .string(UntrustedText(JSONView.unescape(text.dropFirst().dropLast())))
  }

  // MARK: Digests

  private mutating func beginHashing() {
    isHashing = true
    hashStart = kept.count
    hasher = nil
  }

  /// Not everything will be kept: what was kept so far goes first.
  private mutating func beginStreaming() {
    guard hasher == nil else { return }
    staged.reserveCapacity(Self.stagedBytes + Self.longRun)
    var streaming = SHA256()
    kept.withUnsafeBytes { streaming.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[hashStart...])) }
    hasher = streaming
  }

  private mutating func hash(_ run: UnsafeRawBufferPointer) {
    guard run.count >= Self.longRun else {
      staged.append(contentsOf: run)
      if staged.count >= Self.stagedBytes { flushStaged() }
      return
    }
    flushStaged()
    hasher?.update(bufferPointer: run)
  }

  private mutating func flushStaged() {
    staged.withUnsafeBytes { hasher?.update(bufferPointer: $0) }
    staged.removeAll(keepingCapacity: true)
  }

  private mutating func endHashing() -> TrafficModel.Digest? {
    isHashing = false
    guard hasher != nil else { return nil }
    flushStaged()
    defer { hasher = nil }
    return hasher?.finalize().withUnsafeBytes { TrafficModel.Digest($0) }
  }

  // MARK: End

  mutating func end(_ moment: Moment) -> JSONRPCMessage? {
    message?.extent.extend(to: moment)
    return handOver()
  }

  /// The message could not be read to its end: what is certain of it. Parts that were being read keep what was read of
  /// them, with a size that is only a lower bound and no digest.
  mutating func abandon(_ moment: Moment) -> JSONRPCMessage? {
    guard isOpen else { return nil }
    if isPartOpen {
      var value = slice(from: topStart, topHole)
      value.isComplete = false
      switch top {
      case .params: message?.params = value
      case .result: message?.result = value
      case .error: message?.error = value
      default: break
      }
    }
    message?.isIncomplete = true
    return end(moment)
  }

  private mutating func handOver() -> JSONRPCMessage? {
    defer { message = nil }
    leaveResult()
    message?.kept = kept
    kept = []
    if hasResult {
      // Who keeps a short text shall not keep the room of a long one. A slice of all of it would be the same memory.
      message?.resultText =
        4 &* apart.count < apart.capacity ? apart.withUnsafeBufferPointer { Array($0) } : apart
      apart = []
    }
    message?.members = members
    members = []
    message?.hasHole = hasHole
    message?.compactBytes = compactBytes
    message?.isInBatch = isBatch
    message?.oddities = carriedOddities
    carriedOddities = []
    isHashing = false
    hasher = nil
    return message
  }
}
