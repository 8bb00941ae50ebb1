/// The fields of an HTTP message in the order they came, repeated ones kept (RFC 9110 §5).
///
/// All bytes lie in one buffer, so that a block costs two allocations however many fields it has.
public struct HeaderBlock: Hashable, Sendable {
  private struct Field {
    var nameStart: UInt32
    var nameEnd: UInt32
    var valueStart: UInt32
    var valueEnd: UInt32
  }

  /// Holds every name and value; other bytes may lie between them.
  private var bytes: [UInt8] = []
  private var fields: [Field] = []

  /// Without fields.
  public init() {}

  /// A block whose fields will be added by their place in `head`, which is copied at once.
  public init(copying head: RawSpan, expectedFields: Int) {
    head.withUnsafeBytes { bytes.append(contentsOf: $0) }
    fields.reserveCapacity(expectedFields)
  }

  /// Fields.
  public var count: Int { fields.count }
  /// It has no field.
  public var isEmpty: Bool { fields.isEmpty }
  /// Bytes of all names and values.
  public var byteCount: Int {
    fields.reduce(0) { $0 + Int($1.nameEnd - $1.nameStart) + Int($1.valueEnd - $1.valueStart) }
  }

  /// Bytes of memory it holds, without looking at its fields.
  public var heldBytes: Int { bytes.count &+ fields.count &* MemoryLayout<Field>.stride }

  /// Adds a field behind the others.
  public mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: name)
    let middle = bytes.count
    bytes.append(contentsOf: value)
    append(name: start..<middle, value: middle..<bytes.count)
  }

  /// Appends a field by where its name and value lie in the bytes that `init(copying:)` took; they must be inside.
  public mutating func append(name: Range<Int>, value: Range<Int>) {
    fields.append(
      Field(
        nameStart: UInt32(clamping: name.lowerBound), nameEnd: UInt32(clamping: name.upperBound),
        valueStart: UInt32(clamping: value.lowerBound), valueEnd: UInt32(clamping: value.upperBound)))
  }

  /// Appends a blank and `more` to the value of the last field: a folded line (RFC 9112 §5.2). Nothing without a field.
  public mutating func extendLastValue(copying more: RawSpan) {
    guard let last = fields.indices.last else { return }
    let value = Array(value(at: last))
    fields[last].valueStart = UInt32(clamping: bytes.count)
    bytes += value
    bytes.append(0x20)
    more.withUnsafeBytes { bytes.append(contentsOf: $0) }
    fields[last].valueEnd = UInt32(clamping: bytes.count)
  }

  /// The name of field `index` as it was written.
  public func name(at index: Int) -> ArraySlice<UInt8> {
    bytes[Int(fields[index].nameStart)..<Int(fields[index].nameEnd)]
  }

  /// Of the field at that place, from 0.
  public func value(at index: Int) -> ArraySlice<UInt8> {
    bytes[Int(fields[index].valueStart)..<Int(fields[index].valueEnd)]
  }

  /// The first value of the field called `name`, which must be given in lower case.
  public func first(_ name: StaticString) -> ArraySlice<UInt8>? {
    for index in fields.indices where matches(index, name) { return value(at: index) }
    return nil
  }

  /// Every value of the field called `name`, which must be given in lower case.
  public func all(_ name: StaticString) -> [ArraySlice<UInt8>] {
    fields.indices.filter { matches($0, name) }.map { value(at: $0) }
  }

  /// Bytes of the name of field `index`: most fields can be told apart by it.
  public func nameLength(at index: Int) -> Int { Int(fields[index].nameEnd &- fields[index].nameStart) }

  /// Whether field `index` is called `name`, which must be given in lower case; ASCII case is ignored.
  public func matches(_ index: Int, _ name: StaticString) -> Bool {
    let start = Int(fields[index].nameStart)
    guard nameLength(at: index) == name.utf8CodeUnitCount else { return false }
    for offset in 0..<name.utf8CodeUnitCount {
      let byte = bytes[start &+ offset]
      let lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
      if lower != name.utf8Start[offset] { return false }
    }
    return true
  }

  /// Equal fields in equal order, wherever they lie.
  public static func == (a: Self, b: Self) -> Bool {
    guard a.count == b.count else { return false }
    return a.fields.indices.allSatisfy { a.name(at: $0) == b.name(at: $0) && a.value(at: $0) == b.value(at: $0) }
  }

  /// Equal blocks alike.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(fields.count)
    for index in fields.indices {
      hasher.combine(name(at: index))
      hasher.combine(value(at: index))
    }
  }
}
