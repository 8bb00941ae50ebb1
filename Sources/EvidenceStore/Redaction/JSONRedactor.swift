/// Writes a JSON value off the wire into a record, redacted, and always as valid JSON: a value that was cut, or is not
/// well-formed, ends where that happens, and everything open is closed. Linear time, no recursion.
struct JSONRedactor: ~Copyable {
  /// What is done with keys and values.
  enum Style {
    /// Values become type and length.
    case keys
    /// Secrets are masked.
    case redacted
    /// As `redacted`, but keys only announce secrets in defaults and examples: in a tool's definition, `token` names a
    /// parameter.
    case definition
    /// Nothing is hidden; only escaped.
    case full
  }

  /// Deeper values end there: 64 is far beyond what tools take.
  private static let maximumDepth = 64

  /// What the keys above say about a value.
  private struct Announced {
    /// Whether the value, or every value in it, is secret.
    var sensitivity = SensitiveKey.Answer.no
    /// In a definition: the sensitive parameter that is being described.
    var parameter = SensitiveKey.Answer.no
  }

  private struct Container {
    var isObject: Bool
    var announced: Announced
  }

  /// Also lent to who writes plain text and URLs.
  var masker: SecretMasker
  private var stack: [Container] = []
  /// Where the last string lies in the text, when nothing in it is escaped; else it is in `unescaped`.
  private var plain: Range<Int>?
  private var unescaped = RecordBuffer(capacity: 1024)
  /// Keys that announce nothing.
  private var harmlessKeys = KnownTexts()
  private var style = Style.redacted
  private var position = 0
  private var limit = 0

  init(masker: consuming SecretMasker) { self.masker = masker }

  /// Appends one value. Returns whether something of it was left out: it was cut, malformed, too deep, or longer than
  /// about `limit` bytes.
  mutating func append(
    _ text: Span<UInt8>, style: Style, limit: Int, to line: inout RecordBuffer
  ) -> Bool {
    stack.removeAll(keepingCapacity: true)
    self.style = style
    self.limit = line.count + limit
    position = 0
    let isWhole = appendValue(text, Announced(), to: &line) && appendRest(text, to: &line)
    while let container = stack.popLast() { container.isObject ? line.endObject() : line.endArray() }
    return !isWhole
  }

  // MARK: Structure

  /// Goes on until every container is closed. False when that did not happen.
  private mutating func appendRest(_ text: Span<UInt8>, to line: inout RecordBuffer) -> Bool {
    var isFirst = true
    while let container = stack.last {
      let depth = stack.count
      guard line.count < limit, let byte = nextByte(text) else { return false }
      if byte == (container.isObject ? 0x7d : 0x5d) {
        position += 1
        stack.removeLast()
        container.isObject ? line.endObject() : line.endArray()
        isFirst = false
        continue
      }
      if !isFirst {
        guard byte == 0x2c else { return false }
        position += 1
      }
      guard appendMember(text, of: container, to: &line) else { return false }
      isFirst = stack.count > depth
    }
    return true
  }

  private mutating func appendMember(
    _ text: Span<UInt8>, of container: Container, to line: inout RecordBuffer
  ) -> Bool {
    guard container.isObject else { return appendValue(text, container.announced, to: &line) }
    guard nextByte(text) == 0x22, readString(text) else { return false }
    let announced = announcement(text, in: container.announced)
    appendKey(text, to: &line)
    guard nextByte(text) == 0x3a else {
      line.null()
      return false
    }
    position += 1
    return appendValue(text, announced, to: &line)
  }

  /// Appends a whole scalar or the beginning of a container. What cannot be read becomes `null`.
  private mutating func appendValue(
    _ text: Span<UInt8>, _ announced: Announced, to line: inout RecordBuffer
  ) -> Bool {
    guard let byte = nextByte(text) else {
      line.null()
      return false
    }
    switch byte {
    case 0x7b, 0x5b:
      guard stack.count < Self.maximumDepth else { break }
      position += 1
      stack.append(Container(isObject: byte == 0x7b, announced: below(announced, text)))
      byte == 0x7b ? line.beginObject() : line.beginArray()
      return true
    case 0x22: return appendString(text, sensitivity: announced.sensitivity, to: &line)
    case 0x74, 0x66, 0x6e:
      if appendLiteral(text, to: &line) { return true }
    default:
      if appendNumber(text, sensitivity: announced.sensitivity, to: &line) { return true }
    }
    line.null()
    return false
  }

  // MARK: Scalars

  private mutating func appendKey(_ text: Span<UInt8>, to line: inout RecordBuffer) {
    if let plain { return append(key: text.extracting(plain), to: &line) }
    let characters = unescaped.borrowedBytes
    append(key: characters.span, to: &line)
  }

  private mutating func append(key: Span<UInt8>, to line: inout RecordBuffer) {
    if style == .full {
      line.key(escaping: key)
      return
    }
    line.beginString()
    _ = masker.append(key, scope: .names, limit: RecordLimits.nameBytes, to: &line)
    line.endKey()
  }

  private mutating func appendString(
    _ text: Span<UInt8>, sensitivity: SensitiveKey.Answer, to line: inout RecordBuffer
  ) -> Bool {
    let isWhole = readString(text)
    line.beginString()
    let isCut: Bool
    if let plain {
      isCut = append(characters: text.extracting(plain), isWhole: true, sensitivity: sensitivity, to: &line)
    } else {
      let characters = unescaped.borrowedBytes
      isCut = append(characters: characters.span, isWhole: isWhole, sensitivity: sensitivity, to: &line)
    }
    line.endString()
    return isWhole && !isCut
  }

  /// Appends the inside of a string. Returns whether something of it was left out because of the limit.
  private mutating func append(
    characters: Span<UInt8>, isWhole: Bool, sensitivity: SensitiveKey.Answer, to line: inout RecordBuffer
  ) -> Bool {
    let left = max(0, limit - line.count)
    switch style {
    case .keys:
      line.raw("<string ")
      line.digits(UInt64(characters.count))
      if isWhole { line.raw(">") } else { line.raw("+>") }
      return false
    case .full:
      line.escaped(characters.extracting(0..<min(left, characters.count)))
      return left < characters.count
    case .redacted, .definition:
      if sensitivity != .no, !characters.isEmpty {
        masker.appendMask(characters, .value, to: &line)
        return false
      }
      let scope: SecretScanner.Scope = style == .definition ? .prose : .values
      return masker.append(characters, scope: scope, isCut: !isWhole, limit: left, to: &line)
    }
  }

  private mutating func appendLiteral(_ text: Span<UInt8>, to line: inout RecordBuffer) -> Bool {
    for word in ["true", "false", "null"] as [StaticString] where starts(text, with: word) {
      position += word.utf8CodeUnitCount
      if style == .keys, word.utf8Start[0] != 0x6e {
        line.string("<boolean>")
      } else {
        let range = position - word.utf8CodeUnitCount..<position
        line.token(text.extracting(range))
      }
      return true
    }
    return false
  }

  private func starts(_ text: Span<UInt8>, with word: StaticString) -> Bool {
    guard text.count - position >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount where text[position + index] != word.utf8Start[index] { return false }
    return true
  }

  /// A number that reaches the end of the text inside a container may have been cut; it is left out then.
  private mutating func appendNumber(
    _ text: Span<UInt8>, sensitivity: SensitiveKey.Answer, to line: inout RecordBuffer
  ) -> Bool {
    let length = JSONNumber.length(text, from: position)
    guard length > 0, stack.isEmpty || position + length < text.count else { return false }
    let number = text.extracting(position..<position + length)
    position += length
    switch style {
    case .keys:
      line.beginString()
      line.raw("<number ")
      line.digits(UInt64(length))
      line.put(0x3e)
      line.endString()
    case .redacted where sensitivity == .numberToo, .definition where sensitivity == .numberToo:
      line.beginString()
      masker.appendMask(number, .value, to: &line)
      line.endString()
    default:
      line.token(number)
    }
    return true
  }

  // MARK: Reading

  /// The next byte that is not white space, not taken.
  private mutating func nextByte(_ text: Span<UInt8>) -> UInt8? {
    while position < text.count, TextClass.isSpace(text[position]) { position += 1 }
    return position < text.count ? text[position] : nil
  }

  /// Reads the string at `position`, a quotation mark. False when it does not end.
  private mutating func readString(_ text: Span<UInt8>) -> Bool {
    plain = JSONString.plain(text, &position)
    guard plain == nil else { return true }
    unescaped.removeAll()
    return JSONString.read(text, &position, into: &unescaped)
  }

  // MARK: Keys

  /// What the key that was read says about its value, in a container of which `above` was said.
  private mutating func announcement(_ text: Span<UInt8>, in above: Announced) -> Announced {
    guard style == .redacted || style == .definition else { return Announced() }
    let own = sensitivityOfKey(text)
    guard style == .definition else { return Announced(sensitivity: max(own, above.sensitivity)) }
    if above.parameter != .no, isKeyOfValues(text) {
      return Announced(sensitivity: above.parameter, parameter: above.parameter)
    }
    return Announced(sensitivity: max(own, above.sensitivity), parameter: max(own, above.parameter))
  }

  private mutating func sensitivityOfKey(_ text: Span<UInt8>) -> SensitiveKey.Answer {
    if let plain { return sensitivity(text.extracting(plain)) }
    let characters = unescaped.borrowedBytes
    return sensitivity(characters.span)
  }

  private mutating func sensitivity(_ key: Span<UInt8>) -> SensitiveKey.Answer {
    if harmlessKeys.contains(key) { return .no }
    let answer = SensitiveKey.classify(key)
    if answer == .no { harmlessKeys.insert(key) }
    return answer
  }

  /// What the members of a container inherit. In a definition, an object under `token` describes the parameter, and only
  /// its defaults and examples are values.
  private func below(_ announced: Announced, _ text: Span<UInt8>) -> Announced {
    guard style == .definition else { return announced }
    let isInValue = announced.sensitivity != .no && isKeyOfValues(text)
    return Announced(sensitivity: isInValue ? announced.sensitivity : .no, parameter: announced.parameter)
  }

  private func isKeyOfValues(_ text: Span<UInt8>) -> Bool {
    if let plain { return Self.isKeyOfValues(text.extracting(plain)) }
    let characters = unescaped.borrowedBytes
    return Self.isKeyOfValues(characters.span)
  }

  private static func isKeyOfValues(_ key: Span<UInt8>) -> Bool {
    keysOfValues.contains { word in
      guard key.count == word.utf8CodeUnitCount else { return false }
      return key.indices.allSatisfy { key[$0] == word.utf8Start[$0] }
    }
  }

  private static let keysOfValues: [StaticString] = ["default", "const", "enum", "example", "examples"]
}
