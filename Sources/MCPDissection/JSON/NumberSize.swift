/// How large a number in JSON text is, as far as it takes to know whether programs that keep numbers as doubles (RFC 8259 §6)
/// still have it: byte by byte, in constant memory. What is no number of JSON gives any answer.
struct NumberSize {
  /// Up to this a double holds every whole number.
  private static let largestExact: UInt64 = 1 << 53
  /// The largest double is 1.797…e308: its leading digits, as many as `head` keeps, and how many stand before the point.
  private static let largestHead: UInt64 = 179_769_313_486_231_570
  private static let largestPlaces = 309
  private static let headDigits = 18
  /// The shortest number beyond is `1e309`.
  static let shortest = 5

  private enum Part { case whole, fraction, exponent }

  private var part = Part.whole
  /// The first digits from the first that is not zero, and how many more stand before the point.
  private var head: UInt64 = 0
  private var headCount = 0
  /// Where the point is behind the first digit that is not zero; negative for zeros behind the point.
  private var places = 0
  private var exponent = 0
  private var isExponentNegative = false

  mutating func accept(_ bytes: some Sequence<UInt8>) { for byte in bytes { accept(byte) } }

  private mutating func accept(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "."): part = .fraction
    case UInt8(ascii: "e"), UInt8(ascii: "E"): part = .exponent
    case UInt8(ascii: "-") where part == .exponent: isExponentNegative = true
    case 0x30...0x39: accept(digit: byte - 0x30)
    default: break
    }
  }

  private mutating func accept(digit: UInt8) {
    guard part != .exponent else {
      exponent = min(1 << 40, exponent * 10 + Int(digit))
      return
    }
    guard head != 0 || digit != 0 else {
      if part == .fraction { places = max(-(1 << 40), places - 1) }
      return
    }
    if part == .whole { places = min(1 << 40, places + 1) }
    guard headCount < Self.headDigits else { return }
    head = head * 10 + UInt64(digit)
    headCount += 1
  }

  /// A whole number that a double may round, or a number that is infinite as one.
  var isBeyondDouble: Bool {
    guard head != 0 else { return false }
    if part == .whole { return places > Self.headDigits || head > Self.largestExact }
    let places = places + (isExponentNegative ? -exponent : exponent)
    guard places >= Self.largestPlaces else { return false }
    var leading = head
    for _ in headCount..<Self.headDigits { leading *= 10 }
    return places > Self.largestPlaces || leading > Self.largestHead
  }
}
