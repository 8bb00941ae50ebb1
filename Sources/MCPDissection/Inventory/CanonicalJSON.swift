/// The canonical form of a JSON value (RFC 8785): members ordered by their names as UTF-16, numbers as ECMAScript writes
/// them, strings with the fewest escapes.
///
/// Works on the compact text of `JSONStreamScanner`, whose strings are in canonical form already.
struct CanonicalJSON {
  private(set) var bytes: [UInt8] = []
  /// Containers inside each other; deeper values are copied as they are, since recursion on peer input must end.
  private static let depthLimit = 256

  init(_ value: JSONView) { append(value, depth: 0) }

  /// An object made of those members of `object` that are named, in canonical order.
  init(_ object: JSONView, members names: Set<String>) {
    var members = Self.members(of: object)
    members.removeAll { !names.contains($0.name) }
    append(members, depth: 0)
  }

  private typealias Member = (name: String, key: ArraySlice<UInt8>, value: JSONView)

  private static func members(of object: JSONView) -> [Member] {
    var members: [Member] = []
    object.forEachMember { key, value in
      let name = JSONView.unescape(key)
      members.removeAll { $0.name == name }
      members.append((name, key, value))
      return true
    }
    return members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
  }

  private mutating func append(_ value: JSONView, depth: Int) {
    if depth >= Self.depthLimit {
      bytes.append(contentsOf: value.text)
    } else if value.isObject {
      append(Self.members(of: value), depth: depth)
    } else if value.isArray {
      append(value.elements, depth: depth)
    } else if let number = value.number {
      bytes.append(contentsOf: Self.text(of: number).utf8)
    } else {
      bytes.append(contentsOf: value.text)
    }
  }

  private mutating func append(_ members: [Member], depth: Int) {
    bytes.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: member.key)
      bytes.append(contentsOf: "\":".utf8)
      append(member.value, depth: depth + 1)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func append(_ elements: [JSONView], depth: Int) {
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(element, depth: depth + 1)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// A number as `Number::toString` of ECMA-262 writes it (RFC 8785 §3.2.2.3).
  static func text(of number: Double) -> String {
    guard number != 0, number.isFinite else { return "0" }
    // Swift prints the shortest digits that round-trip, as ECMAScript does; only their layout differs.
    let (digits, exponent) = shortest(number.magnitude)
    let sign = number < 0 ? "-" : ""
    let count = digits.count
    if exponent >= count, exponent <= 21 {
      return sign + digits + String(repeating: "0", count: exponent - count)
    }
    if exponent > 0, exponent <= 21 { return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent) }
    if exponent > -6, exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + digits }
    let power = exponent - 1
    let mantissa = count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
    return sign + mantissa + "e" + (power < 0 ? "-" : "+") + String(abs(power))
  }

  /// Significant digits without point, and the position of the point behind the first of them.
  private static func shortest(_ number: Double) -> (digits: String, exponent: Int) {
    let text = number.description
    let parts = text.split(separator: "e")
    let mantissa = parts[0]
    let scale = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let whole = mantissa.prefix { $0 != "." }
    let fraction = mantissa.dropFirst(whole.count + 1)
    let all = whole + fraction
    let leading = all.prefix { $0 == "0" }.count
    var digits = String(all.dropFirst(leading))
    while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
    return (digits, whole.count - leading + scale)
  }
}
