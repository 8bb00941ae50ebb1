/// The members of a comma-separated field value (RFC 9110 §5.6.1), blanks around them removed, empty ones skipped.
///
/// Quoted strings are not known: no list that framing depends on has them.
struct HeaderList: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  init(_ value: ArraySlice<UInt8>) { rest = value }

  mutating func next() -> HeaderToken? {
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
      let member = HeaderToken(trimming: rest[rest.startIndex..<end])
      rest = end == rest.endIndex ? [] : rest[(end + 1)...]
      if !member.bytes.isEmpty { return member }
    }
    return nil
  }
}

/// One member of a list, compared without regard to ASCII case.
struct HeaderToken {
  let bytes: ArraySlice<UInt8>

  init(trimming bytes: ArraySlice<UInt8>) {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let trimmed = bytes.drop(while: isBlank)
    self.bytes = trimmed[..<((trimmed.lastIndex { !isBlank($0) }).map { $0 + 1 } ?? trimmed.startIndex)]
  }

  /// `name` must be in lower case.
  func equals(_ name: StaticString) -> Bool {
    guard bytes.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { expected in
      zip(bytes, expected).allSatisfy { byte, wanted in
        (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) == wanted
      }
    }
  }
}
