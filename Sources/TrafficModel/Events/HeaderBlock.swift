/// The fields of an HTTP message in the order they came, repeated ones kept (RFC 9110 §5).
///
/// All bytes lie in one buffer, so that a block costs two allocations however many fields it has.
package struct HeaderBlock: Hashable, Sendable {
  private struct Field: Hashable, Sendable {
    var nameEnd: UInt32
    var valueEnd: UInt32
  }

  private var bytes: [UInt8] = []
  private var fields: [Field] = []

  package init() {}

  package var count: Int { fields.count }
  package var isEmpty: Bool { fields.isEmpty }
  /// Bytes of all names and values.
  package var byteCount: Int { bytes.count }

  package mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
    bytes.append(contentsOf: name)
    let nameEnd = UInt32(clamping: bytes.count)
    bytes.append(contentsOf: value)
    fields.append(Field(nameEnd: nameEnd, valueEnd: UInt32(clamping: bytes.count)))
  }

  package mutating func reserveCapacity(bytes byteCount: Int, fields fieldCount: Int) {
    bytes.reserveCapacity(byteCount)
    fields.reserveCapacity(fieldCount)
  }

  /// Appends a field whose name and value lie in `head` at ranges that must be inside it.
  package mutating func append(copying head: RawSpan, name: Range<Int>, value: Range<Int>) {
    head.extracting(name).withUnsafeBytes { bytes.append(contentsOf: $0) }
    let nameEnd = UInt32(clamping: bytes.count)
    head.extracting(value).withUnsafeBytes { bytes.append(contentsOf: $0) }
    fields.append(Field(nameEnd: nameEnd, valueEnd: UInt32(clamping: bytes.count)))
  }

  /// Appends a blank and `more` to the value of the last field: a folded line (RFC 9112 §5.2). Nothing without a field.
  package mutating func extendLastValue(copying more: RawSpan) {
    guard let last = fields.indices.last else { return }
    bytes.append(0x20)
    more.withUnsafeBytes { bytes.append(contentsOf: $0) }
    fields[last].valueEnd = UInt32(clamping: bytes.count)
  }

  /// The name of field `index` as it was written.
  package func name(at index: Int) -> ArraySlice<UInt8> { bytes[start(of: index)..<Int(fields[index].nameEnd)] }
  package func value(at index: Int) -> ArraySlice<UInt8> {
    bytes[Int(fields[index].nameEnd)..<Int(fields[index].valueEnd)]
  }

  /// The first value of the field called `name`, which must be given in lower case.
  package func first(_ name: StaticString) -> ArraySlice<UInt8>? {
    for index in fields.indices where matches(index, name) { return value(at: index) }
    return nil
  }

  /// Every value of the field called `name`, which must be given in lower case.
  package func all(_ name: StaticString) -> [ArraySlice<UInt8>] {
    fields.indices.filter { matches($0, name) }.map { value(at: $0) }
  }

  /// Whether field `index` is called `name`, which must be given in lower case; ASCII case is ignored.
  package func matches(_ index: Int, _ name: StaticString) -> Bool {
    let start = start(of: index)
    guard Int(fields[index].nameEnd) - start == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { expected in
      for offset in expected.indices {
        let byte = bytes[start + offset]
        let lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
        if lower != expected[offset] { return false }
      }
      return true
    }
  }

  private func start(of index: Int) -> Int { index == 0 ? 0 : Int(fields[index - 1].valueEnd) }
}
