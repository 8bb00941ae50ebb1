package import TrafficModel

/// What one decoded header block says: pseudo-header fields apart (RFC 9113 §8.3), the others in their order.
///
/// Fields that bend the rules are kept and noted in `isMalformed`: what they can do to a server is what matters.
package struct H2FieldSection: Hashable, Sendable {
  package private(set) var method: [UInt8]?
  package private(set) var scheme: [UInt8]?
  package private(set) var authority: [UInt8]?
  package private(set) var path: [UInt8]?
  package private(set) var status: UInt16?
  /// Holds `:protocol` of extended CONNECT (RFC 8441 §4), too, and pseudo-header fields that nobody knows.
  package private(set) var headers = HeaderBlock()
  package private(set) var contentLength: UInt64?
  /// There was a pseudo-header field, so this is not a trailer section.
  package private(set) var hasPseudoFields = false
  /// Fields of which name or value refers to something that was not captured.
  package private(set) var lostFields = 0
  package private(set) var isOverLimit = false
  package private(set) var isMalformed = false
  /// The block made its table larger than the other end allowed.
  package var exceedsAllowedTable = false

  private var listBytes = 0
  private var hasOtherFields = false
  private let limit: Int

  /// - Parameter limit: bytes of names and values, 32 added for each field.
  package init(limit: Int) { self.limit = limit }

  package mutating func append(_ field: HPACKField) {
    guard !isOverLimit else { return }
    listBytes += field.size
    guard listBytes <= limit else { return isOverLimit = true }
    guard let name = field.name, let value = field.value else { return lostFields += 1 }
    if name.first == UInt8(ascii: ":") { return appendPseudo(name, value) }
    isMalformed = isMalformed || !H2FieldRules.isSound(name: name, value: value)
    hasOtherFields = true
    headers.append(name: name, value: value)
    if name == Self.contentLengthName { noteContentLength(value) }
  }

  private static let contentLengthName = [UInt8]("content-length".utf8)

  private mutating func appendPseudo(_ name: [UInt8], _ value: [UInt8]) {
    // Pseudo-header fields come first, and each once (RFC 9113 §8.3).
    if hasOtherFields || !H2FieldRules.isSound(value: value) { isMalformed = true }
    hasPseudoFields = true
    switch name.dropFirst() {
    case H2FieldRules.method: set(\.method, value)
    case H2FieldRules.scheme: set(\.scheme, value)
    case H2FieldRules.authority: set(\.authority, value)
    case H2FieldRules.path: set(\.path, value)
    case H2FieldRules.status: setStatus(value)
    default:
      isMalformed = isMalformed || name.dropFirst() != H2FieldRules.protocolName
      headers.append(name: name, value: value)
    }
  }

  /// The first value counts, as in most servers.
  private mutating func set(_ part: WritableKeyPath<Self, [UInt8]?>, _ value: [UInt8]) {
    if self[keyPath: part] == nil { self[keyPath: part] = value } else { isMalformed = true }
  }

  private mutating func setStatus(_ value: [UInt8]) {
    let digits = value.count == 3 ? H2FieldRules.number(value) : nil
    guard status == nil, let digits, digits >= 100 else { return isMalformed = true }
    status = UInt16(clamping: digits)
  }

  private mutating func noteContentLength(_ value: [UInt8]) {
    guard let length = H2FieldRules.number(value), contentLength == nil || contentLength == length else {
      return isMalformed = true
    }
    contentLength = length
  }
}

extension H2FieldSection {
  /// The head of a request. Parts that were lost are empty.
  package var requestHead: RequestHead {
    let target = path ?? (method.map { $0 == H2FieldRules.connect } == true ? authority : nil)
    return RequestHead(
      method: String(decoding: method ?? [], as: UTF8.self), target: target ?? [],
      scheme: scheme.map { String(decoding: $0, as: UTF8.self) },
      authority: authority ?? headers.first("host").map { [UInt8]($0) }, headers: headers)
  }

  /// The head of a response. A status that was lost is 0.
  package var responseHead: ResponseHead { ResponseHead(status: status ?? 0, headers: headers) }

  /// 1xx: another head follows (RFC 9110 §15.2).
  package var isInterim: Bool { status.map { $0 < 200 } ?? false }
}
