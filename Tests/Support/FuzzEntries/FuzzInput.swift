/// What a fuzzer made up: some choices, places to cut, and the bytes for the parser.
struct FuzzInput {
  private var rest: ArraySlice<UInt8>

  init(_ input: UnsafeRawBufferPointer) { rest = Array(input)[...] }

  var isEmpty: Bool { rest.isEmpty }

  /// The next choice; 0 when there is none.
  mutating func choice() -> UInt8 { rest.popFirst() ?? 0 }

  /// Where to cut `count` bytes, as parts of 256; the first choice says how many cuts there are.
  mutating func cutPoints() -> [UInt8] { (0..<(choice() & 7)).map { _ in choice() }.sorted() }

  mutating func bytes(_ count: Int) -> [UInt8] {
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return Array(taken)
  }

  var remainder: [UInt8] { Array(rest) }
}

/// `bytes` in pieces, cut at `points` parts of 256 of its length. Pieces may be empty.
func pieces(of bytes: [UInt8], at points: [UInt8]) -> [ArraySlice<UInt8>] {
  let cuts = points.map { bytes.count * Int($0) / 256 }
  return zip([0] + cuts, cuts + [bytes.count]).map { bytes[$0..<$1] }
}

/// Stops the process: a law does not hold.
func demand(_ holds: Bool, _ law: StaticString) {
  if !holds { fatalError("\(law)") }
}
