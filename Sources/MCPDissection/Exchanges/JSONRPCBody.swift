import TrafficModel

/// The messages in one body: of a JSON text, or of the events of a stream, one JSON text each.
///
/// Nothing is allocated before the first byte; most bodies on a network are not ours.
final class JSONRPCBody {
  struct Found {
    var message: JSONRPCMessage
    var moment: Moment
  }

  private let limits: JSONLimits
  private var scanner: JSONStreamScanner
  private(set) var found: [Found] = []
  /// Data of an event that is not JSON, such as the URI of an `endpoint` event.
  private(set) var plainText: [UInt8] = []
  private var isPlain = false
  private var isEventOpen = false

  /// Bytes of plain event data that are kept; a URI is shorter.
  private static let plainTextLimit = 4_096

  init(limits: JSONLimits) {
    self.limits = limits
    scanner = JSONStreamScanner(limits: limits)
  }

  /// The text is not JSON.
  var hasFailed: Bool { scanner.hasFailed }

  func takeFound() -> [Found] {
    defer { found.removeAll() }
    return found
  }

  /// More of a JSON text.
  func receive(_ bytes: RawSpan, moment: Moment) {
    scanner.receive(bytes, moment: moment)
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
  func endEvent(moment: Moment) -> [UInt8]? {
    defer {
      plainText = []
      isPlain = false
      isEventOpen = false
      scanner = JSONStreamScanner(limits: limits)
    }
    if isPlain { return plainText }
    finish(moment: moment)
    return nil
  }

  /// The body is over, or what follows was not captured.
  func finish(moment: Moment) {
    scanner.finish(moment: moment)
    collect(moment)
  }

  private func collect(_ moment: Moment) {
    for message in scanner.takeFinished() { found.append(Found(message: message, moment: moment)) }
  }
}
