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
  /// The time that was written last, where its second began, and where its text lies in these bytes; nil when it is gone.
  /// Records follow each other closely, and name most times twice.
  var lastTime: (time: Int64, second: Int64, place: Int)?

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

  /// The bytes, until the buffer is changed or gone.
  var borrowedBytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  package mutating func removeAll() {
    count = 0
    needsComma = false
    lastTime = nil
  }

  /// Forgets everything after the first `newCount` bytes.
  package mutating func truncate(to newCount: Int) {
    count = min(count, max(0, newCount))
    lastTime = nil
  }

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

  /// `key` must need no escaping: it is a literal of ours. Inlined, because its length is then known where it is copied.
  @inline(__always)
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
  @inline(__always)
  package mutating func string(_ text: StaticString) {
    beginString()
    raw(text)
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

  @inline(__always)
  private mutating func literal(_ text: StaticString) {
    separate()
    raw(text)
    needsComma = true
  }

  // MARK: Bytes

  @inline(__always)
  package mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    reserve(bytes.count)
    (base + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  package mutating func raw(_ text: StaticString) {
    raw(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package mutating func raw(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { raw($0) } }

  /// Appends prepared members of the current object, which begin with a key and end with a value, or a prepared value.
  mutating func prepared(_ bytes: UnsafeBufferPointer<UInt8>) {
    separate()
    raw(bytes)
    needsComma = true
  }

  /// Where members that are written now begin, so that they can be prepared for the next time.
  mutating func startOfMembers() -> Int {
    separate()
    needsComma = false
    return count
  }

  /// Copies `length` bytes from `start` on, which must be there, to `place`.
  func copy(_ length: Int, from start: Int, to place: UnsafeMutablePointer<UInt8>) {
    precondition(start >= 0 && length >= 0 && length <= count - start)
    place.update(from: base + start, count: length)
  }

  mutating func prepared(_ other: borrowing RecordBuffer) { other.withBytes { prepared($0) } }

  /// Lends room for `most` bytes to `write`, which returns how many it wrote there, and appends those.
  @inline(__always)
  mutating func append(atMost most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    reserve(most)
    count += write(base + count)
  }

  /// Appends `length` of its own bytes again, from `place` on; they must be there.
  @inline(__always)
  mutating func again(_ length: Int, from place: Int) {
    precondition(place >= 0 && length <= count - place)
    reserve(length)
    (base + count).update(from: base + place, count: length)
    count += length
  }

  package mutating func put(_ byte: UInt8) {
    reserve(1)
    store(byte)
  }

  /// `value` in decimal, without leading zeros.
  package mutating func digits(_ value: UInt64) {
    guard value >= 10 else { return put(0x30 + UInt8(truncatingIfNeeded: value)) }
    var width = 2
    var next: UInt64 = 100
    // No number has more than 20 digits, and the greatest power of ten below 2^64 has 20.
    while width < 20, value >= next {
      width += 1
      next = next &* 10
    }
    fixedDigits(value, width: width)
  }

  /// The last `width` decimal digits of `value`.
  package mutating func fixedDigits(_ value: UInt64, width: Int) {
    reserve(width)
    var end = base + count + width
    var left = width
    var rest = value
    // 32-bit division is several times cheaper, and almost every number is small.
    while rest > UInt64(UInt32.max), left > 0 {
      end -= 1
      left -= 1
      end[0] = 0x30 | UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    var small = UInt32(truncatingIfNeeded: rest)
    while left >= 2 {
      let pair = Int(small % 100)
      small /= 100
      end -= 2
      left -= 2
      end[0] = Self.pairs.utf8Start[2 &* pair]
      end[1] = Self.pairs.utf8Start[2 &* pair &+ 1]
    }
    if left > 0 { end[-1] = 0x30 | UInt8(truncatingIfNeeded: small % 10) }
    count += width
  }

  private static let pairs: StaticString =
    """
    00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263\
    646566676869707172737475767778798081828384858687888990919293949596979899
    """

  /// The last `width` lower-case hexadecimal digits of `value`, at most 16.
  package mutating func hexadecimal(_ value: UInt64, width: Int) {
    append(atMost: 16) { place in
      let high = Self.hexadecimalDigits(UInt32(truncatingIfNeeded: value >> 32))
      let low = Self.hexadecimalDigits(UInt32(truncatingIfNeeded: value))
      UnsafeMutableRawPointer(place).storeBytes(of: high, as: UInt64.self)
      UnsafeMutableRawPointer(place).storeBytes(of: low, toByteOffset: 8, as: UInt64.self)
      let kept = max(0, min(width, 16))
      if kept < 16 { place.update(from: place + (16 - kept), count: kept) }
      return kept
    }
  }

  /// Eight digits in the order of their bytes, the most significant one first in memory.
  private static func hexadecimalDigits(_ value: UInt32) -> UInt64 {
    // Each half of four bits to a byte of its own, in three steps.
    var nibbles = UInt64(value)
    nibbles = (nibbles | nibbles << 16) & 0x0000_ffff_0000_ffff
    nibbles = (nibbles | nibbles << 8) & 0x00ff_00ff_00ff_00ff
    nibbles = (nibbles | nibbles << 4) & 0x0f0f_0f0f_0f0f_0f0f
    // Letters are 39 above what would follow the digits.
    let isLetter = ((nibbles &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    return (nibbles &+ 0x3030_3030_3030_3030 &+ isLetter &* 39).bigEndian
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
