import ByteParsing
import TLSDecryption
import Testing
import TrafficModel

@Suite struct RecordFramerTests {
  static let limit = 64

  /// Bodies of all records that a framer cuts out of the pieces.
  static func bodies(_ pieces: [[UInt8]]) throws -> [[UInt8]] {
    var framer = RecordFramer(limit: limit)
    var bodies: [[UInt8]] = []
    for piece in pieces { try drain(&framer, piece, into: &bodies) }
    return bodies
  }

  static func drain(_ framer: inout RecordFramer, _ piece: [UInt8], into bodies: inout [[UInt8]]) throws {
    var offset = 0
    while true {
      switch try framer.next(in: piece.span.bytes, from: &offset) {
      case .needMore: return
      case .inPiece(_, let range): bodies.append(Array(piece[range]))
      case .buffered: bodies.append(Array(framer.takeRecord().dropFirst(RecordHeader.byteCount)))
      }
    }
  }

  static func record(_ body: [UInt8], type: UInt8 = 23, version: UInt8 = 3) -> [UInt8] {
    [type, 3, version, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
  }

  static let stream = record([1, 2, 3]) + record([]) + record(Array(0..<64)) + record([9], type: 20)
  static let expected: [[UInt8]] = [[1, 2, 3], [], Array(0..<64), [9]]

  @Test("records split and coalesced any way", arguments: 0...stream.count)
  func cutInvariance(cut: Int) throws {
    #expect(try Self.bodies([Array(Self.stream.prefix(cut)), Array(Self.stream.dropFirst(cut))]) == Self.expected)
  }

  @Test func byteByByte() throws { #expect(try Self.bodies(Self.stream.map { [$0] }) == Self.expected) }

  @Test(
    "what cannot be a record is refused",
    arguments: [[25, 3, 3, 0, 1], [19, 3, 3, 0, 1], [22, 2, 0, 0, 1], [22, 3, 5, 0, 1], [22, 3, 3, 0, 65]] as [[UInt8]])
  func refused(header: [UInt8]) {
    #expect(throws: Desynchronized(.badFrame)) { try Self.bodies([header + [UInt8](repeating: 0, count: 70)]) }
    #expect(throws: Desynchronized(.badFrame)) { try Self.bodies(header.map { [$0] }) }
  }

  @Test("the limit: accepted at it, refused above", arguments: [(64, true), (65, false)])
  func limit(length: Int, isAccepted: Bool) throws {
    let record = Self.record([UInt8](repeating: 1, count: length))
    #expect(((try? Self.bodies([record]))?.count == 1) == isAccepted)
  }

  @Test("a gap inside a body damages that record only", arguments: 1...20)
  func gapInside(length: Int) throws {
    var framer = RecordFramer(limit: Self.limit)
    var bodies: [[UInt8]] = []
    let record = Self.record([UInt8](repeating: 7, count: 30))
    try Self.drain(&framer, Array(record.prefix(15)), into: &bodies)
    let effect = framer.gap(UInt64(length))
    #expect(effect == .insideRecord(RecordHeader(type: .applicationData, version: .tls12, length: 30)))
    try Self.drain(&framer, Array(record.dropFirst(15 + length)) + Self.record([5]), into: &bodies)
    #expect(bodies == [[5]])
  }

  @Test("a gap beyond a body loses the boundaries", arguments: [21, 1_000, UInt64.max])
  func gapBeyond(length: UInt64) throws {
    var framer = RecordFramer(limit: Self.limit)
    var bodies: [[UInt8]] = []
    try Self.drain(&framer, Array(Self.record([UInt8](repeating: 7, count: 30)).prefix(15)), into: &bodies)
    #expect(framer.gap(length) == .lost)
    // Some bytes of a lost record, then whole ones.
    try Self.drain(&framer, [0xaa, 23, 3] + Self.record([5, 6]) + Self.record([7]), into: &bodies)
    #expect(bodies == [[5, 6], [7]])
  }

  @Test func aRejectedCandidateIsSearchedAgain() throws {
    var framer = RecordFramer(limit: Self.limit)
    _ = framer.gap(10)
    // A header that is none, with a real record inside what it claims.
    let bytes = [23, 3, 3, 0, 12] + Self.record([1, 2]) + Self.record([3])
    var offset = 0
    let first = try framer.next(in: bytes.span.bytes, from: &offset)
    #expect(first == .buffered(RecordHeader(type: .applicationData, version: .tls12, length: 12), isCandidate: true))
    framer.reject(framer.takeRecord())
    var bodies: [[UInt8]] = []
    try Self.drain(&framer, Array(bytes[offset...]), into: &bodies)
    #expect(bodies == [[1, 2], [3]])
  }

  @Test func aQuietFramerOwnsNoBuffer() throws {
    var framer = RecordFramer(limit: Self.limit)
    var bodies: [[UInt8]] = []
    for byte in Self.record([1]) { try Self.drain(&framer, [byte], into: &bodies) }
    let isBetween = framer.isBetweenRecords
    #expect(isBetween)
    #expect(framer.releaseBuffer() == nil)
  }
}
