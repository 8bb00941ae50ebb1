import TrafficModel

/// The messages in one body: of a JSON text, or of the events of a stream, one JSON text each.
///
/// Nothing is allocated before the first byte; most bodies on a network are not ours.
final class JSONRPCBody {
  struct Found {
    var message: JSONRPCMessage
    var moment: Moment
  }

  /// Bytes of the body that are known to come behind those being received; 0 when nothing is known.
  var bytesToCome: UInt64 = 0
  private let limits: JSONLimits
  private var scanner: JSONStreamScanner
  private(set) var found = ShortList<Found>()
  /// Data of an event that is not JSON, such as the URI of an `endpoint` event.
  private(set) var plainText: [UInt8] = []
  private var isPlain = false
  private var isEventOpen = false
  /// A JSON text was over before its end, although nothing of it is missing.
  private var endedEarly = false

  /// Bytes of plain event data that are kept; a URI is shorter.
  private static let plainTextLimit = 4_096

  init(limits: JSONLimits) {
    self.limits = limits
    scanner = JSONStreamScanner(limits: limits)
  }

  /// The text is not JSON.
  var hasFailed: Bool { scanner.hasFailed }

  func takeEndedEarly() -> Bool {
    defer { endedEarly = false }
    return endedEarly
  }

  func takeFound() -> ShortList<Found> { found.takeAll() }

  /// More of a JSON text.
  func receive(_ bytes: RawSpan, moment: Moment) {
    scanner.receive(bytes, toCome: bytesToCome, moment: moment)
    collect(moment)
  }

  /// More data of the current event.
  func receiveEventData(_ bytes: RawSpan, moment: Moment) {
    if !isEventOpen, bytes.byteCount > 0 {
      isEventOpen = true
      let first = bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
      isPlain = first != UInt8(ascii: "{") && first != UInt8(ascii: "[") && first > 0x20
    }
    guard isPlain else { return receive(bytes, moment: moment) }
    bytes.withUnsafeBytes { plainText.append(contentsOf: $0.prefix(Self.plainTextLimit - plainText.count)) }
  }

  /// The event is over; answers its data when that was not JSON.
  ///
  /// - Parameter isWhole: all of its data came.
  func endEvent(isWhole: Bool, moment: Moment) -> [UInt8]? {
    defer {
      plainText = []
      isPlain = false
      isEventOpen = false
      scanner = JSONStreamScanner(limits: limits)
    }
    if isPlain { return plainText }
    finish(isWhole: isWhole, moment: moment)
    return nil
  }

  /// The body is over, or what follows was not captured.
  ///
  /// - Parameter isWhole: its sender ended it, and all of it came.
  func finish(isWhole: Bool, moment: Moment) {
    if isWhole, scanner.isInside { endedEarly = true }
    scanner.finish(moment: moment)
    collect(moment)
  }

  private func collect(_ moment: Moment) {
    guard !scanner.finished.isEmpty else { return }
    for message in scanner.takeFinished() { found.append(Found(message: message, moment: moment)) }
  }
}
