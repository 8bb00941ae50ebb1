import TrafficModel

/// Where the body of an HTTP/1 message ends (RFC 9112 §6.3).
enum BodyFraming: Hashable {
  case none
  case sized(UInt64)
  case chunked
  case untilEnd
  /// Nobody can tell: servers answer such requests with 400 and close.
  case unknown
}

/// What the fields of a head say about its body, and what is odd about that.
struct FramingFields {
  private var length: UInt64?
  private var hasLength = false
  private var hasTransferCoding = false
  private var isChunked = false
  /// Codings that the transfer added before `chunked`.
  private(set) var transferCodings: [ContentCoding] = []
  private(set) var asksForSwitch = false
  private(set) var expectsContinue = false
  private(set) var anomalies: FramingAnomalies = []

  init(_ headers: HeaderBlock) {
    for index in 0..<headers.count {
      switch headers.nameLength(at: index) {
      case 14 where headers.matches(index, "content-length"): readLength(headers.value(at: index))
      case 17 where headers.matches(index, "transfer-encoding"): readTransferCoding(headers.value(at: index))
      case 7 where headers.matches(index, "upgrade"): asksForSwitch = true
      case 6 where headers.matches(index, "expect"):
        expectsContinue = HeaderToken(trimming: headers.value(at: index)).equals("100-continue")
      default: break
      }
    }
    if hasLength, hasTransferCoding { anomalies.insert(.bothLengths) }
    if hasTransferCoding, !isChunked { anomalies.insert(.badTransferCoding) }
  }

  var requestFraming: BodyFraming {
    if isChunked { return .chunked }
    if hasLength { return length.map { $0 == 0 ? .none : .sized($0) } ?? .unknown }
    return hasTransferCoding ? .unknown : .none
  }

  /// - Parameter method: of the request; nil when it has not been seen, which counts as GET.
  func responseFraming(status: UInt16, method: String?) -> BodyFraming {
    if method == "HEAD" || status < 200 || status == 204 || status == 304 { return .none }
    if isChunked { return .chunked }
    // A transfer coding that is not chunked runs to the end of the connection, whatever the length says.
    if hasTransferCoding { return .untilEnd }
    return length.map { $0 == 0 ? .none : .sized($0) } ?? .untilEnd
  }

  /// Several equal lengths are one; of different ones the first counts.
  private mutating func readLength(_ value: ArraySlice<UInt8>) {
    if value.isEmpty { anomalies.insert(.badLength) }
    for member in HeaderList(value) {
      let parsed = Self.decimal(member.bytes)
      if parsed == nil { anomalies.insert(.badLength) }
      if hasLength { anomalies.insert(.repeatedLength) }
      if hasLength, parsed != length { anomalies.insert(.badLength) }
      if !hasLength { length = parsed }
      hasLength = true
    }
    hasLength = true
  }

  /// Digits only: no sign, no blank inside, no overflow.
  private static func decimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for digit in digits {
      guard ASCII.isDigit(digit) else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit &- 0x30))
      guard !overflow, !carry else { return nil }
      number = sum
    }
    return digits.isEmpty ? nil : number
  }

  /// `chunked` counts when it is the last coding; anything behind it, or unknown, is an anomaly.
  private mutating func readTransferCoding(_ value: ArraySlice<UInt8>) {
    hasTransferCoding = true
    for member in HeaderList(value) {
      if isChunked { anomalies.insert(.badTransferCoding) }
      if member.equals("chunked") {
        isChunked = true
      } else if let coding = ContentCoding(member), transferCodings.count < 2 {
        isChunked = false
        transferCodings.append(coding)
      } else {
        isChunked = false
        anomalies.insert(.badTransferCoding)
      }
    }
  }
}
