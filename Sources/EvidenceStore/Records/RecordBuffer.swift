/// The bytes of records being written, one JSON object a line. Reused from record to record, so that in the long run no
/// record allocates.
///
/// Invariant: `count <= capacity`; every store is behind `reserve`. `needsComma` is true where the next key or element must
/// be separated from the one before.
package struct RecordBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  package private(set) var count = 0
  private var needsComma = false
  /// The second that `time` wrote last, and its text up to the decimal point: records follow each other closely.
  var lastSecond = Int64.min
  var lastSecondText: [UInt8] = []

  package init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  package var isEmpty: Bool { count == 0 }
  package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

  package func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try body(UnsafeBufferPointer(start: base, count: count))
  }

  package mutating func removeAll() {
    count = 0
    needsComma = false
  }

  /// Forgets everything after the first `newCount` bytes.
  package mutating func truncate(to newCount: Int) { count = min(count, max(0, newCount)) }

  // MARK: Structure

  package mutating func beginObject() { open(0x7b) }
  package mutating func endObject() { close(0x7d) }
  package mutating func beginArray() { open(0x5b) }
  package mutating func endArray() { close(0x5d) }

  /// Ends the record. The next one begins on a line of its own.
  package mutating func endLine() {
    put(0x0a)
    needsComma = false
  }

  /// `key` must need no escaping: it is a literal of ours.
  package mutating func key(_ key: StaticString) {
    let length = key.utf8CodeUnitCount
    reserve(length + 4)
    if needsComma { store(0x2c) }
    store(0x22)
    (base + count).update(from: key.utf8Start, count: length)
    count += length
    store(0x22)
    store(0x3a)
    needsComma = false
  }

  /// A key that is not a literal of ours.
  package mutating func key(escaping text: Span<UInt8>) {
    string(escaping: text)
    put(0x3a)
    needsComma = false
  }

  /// Ends a key that was begun as a string.
  package mutating func endKey() {
    put(0x22)
    put(0x3a)
    needsComma = false
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    put(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    put(bracket)
    needsComma = true
  }

  private mutating func separate() { if needsComma { put(0x2c) } }

  // MARK: Values

  package mutating func null() { literal("null") }
  package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  package mutating func number(_ value: UInt64) {
    separate()
    digits(value)
    needsComma = true
  }

  package mutating func number(_ value: Int64) {
    separate()
    if value < 0 { put(0x2d) }
    digits(value.magnitude)
    needsComma = true
  }

  /// `thousandths` with exactly three decimals, as in `12.345`.
  package mutating func decimal(thousandths: Int64) {
    separate()
    if thousandths < 0 { put(0x2d) }
    let magnitude = thousandths.magnitude
    digits(magnitude / 1000)
    put(0x2e)
    fixedDigits(magnitude % 1000, width: 3)
    needsComma = true
  }

  /// A string of ours that needs no escaping.
  package mutating func string(_ text: StaticString) {
    beginString()
    raw(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    endString()
  }

  /// A JSON token that has been checked to be one, such as a number as it was written.
  package mutating func token(_ text: Span<UInt8>) {
    separate()
    text.withUnsafeBufferPointer { raw($0) }
    needsComma = true
  }

  package mutating func beginString() {
    separate()
    put(0x22)
  }

  package mutating func endString() {
    put(0x22)
    needsComma = true
  }

  private mutating func literal(_ text: StaticString) {
    separate()
    raw(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    needsComma = true
  }

  // MARK: Bytes

  package mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    reserve(bytes.count)
    (base + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  package mutating func raw(_ text: StaticString) {
    raw(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package mutating func raw(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { raw($0) } }

  /// Appends prepared members of the current object, which begin with a key and end with a value.
  package mutating func members(_ bytes: [UInt8]) {
    separate()
    raw(bytes)
    needsComma = true
  }

  /// The last bytes, at most `length` of them.
  func tail(_ length: Int) -> [UInt8] {
    let kept = max(0, min(length, count))
    return Array(UnsafeBufferPointer(start: base + (count - kept), count: kept))
  }

  package mutating func put(_ byte: UInt8) {
    reserve(1)
    store(byte)
  }

  /// `value` in decimal, without leading zeros.
  package mutating func digits(_ value: UInt64) {
    guard value >= 10 else { return put(0x30 + UInt8(truncatingIfNeeded: value)) }
    var width = 1
    var rest = value
    while rest >= 10 {
      rest /= 10
      width += 1
    }
    fixedDigits(value, width: width)
  }

  /// The last `width` decimal digits of `value`.
  package mutating func fixedDigits(_ value: UInt64, width: Int) {
    reserve(width)
    let end = base + count + width
    var rest = value
    var index = 1
    // 32-bit division is several times cheaper, and almost every number is small.
    while rest > UInt64(UInt32.max), index <= width {
      end[-index] = 0x30 | UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      index += 1
    }
    var small = UInt32(truncatingIfNeeded: rest)
    while index <= width {
      end[-index] = 0x30 | UInt8(truncatingIfNeeded: small % 10)
      small /= 10
      index += 1
    }
    count += width
  }

  /// The last `width` lower-case hexadecimal digits of `value`.
  package mutating func hexadecimal(_ value: UInt64, width: Int) {
    reserve(width)
    let end = base + count + width
    var rest = value
    for index in stride(from: 1, through: width, by: 1) {
      let digit = UInt8(truncatingIfNeeded: rest) & 15
      // Letters are 39 above what would follow the digits.
      end[-index] = 0x30 &+ digit &+ (digit > 9 ? 39 : 0)
      rest >>= 4
    }
    count += width
  }

  private mutating func store(_ byte: UInt8) {
    base[count] = byte
    count += 1
  }

  private mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }
}
