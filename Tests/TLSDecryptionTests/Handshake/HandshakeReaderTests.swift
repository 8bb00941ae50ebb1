import ByteParsing
import TLSDecryption
import Testing

@Suite struct HandshakeReaderTests {
  static func message(_ type: UInt8, _ count: Int) -> [UInt8] {
    [type, UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255)] + [UInt8](repeating: type, count: count)
  }

  static func types(_ fragments: [[UInt8]], limit: Int = 100) throws -> [UInt8] {
    var reader = HandshakeReader(limit: limit)
    var types: [UInt8] = []
    for fragment in fragments {
      reader.append(fragment.span.bytes)
      while let message = try reader.next() {
        types.append(message.type.rawValue)
        #expect(message.body.allSatisfy { $0 == message.type.rawValue })
      }
    }
    return types
  }

  static let flight = message(2, 40) + message(11, 100) + message(14, 0) + message(20, 12)

  @Test("messages over any number of records, and several in one", arguments: 0...flight.count)
  func cutInvariance(cut: Int) throws {
    #expect(try Self.types([Array(Self.flight.prefix(cut)), Array(Self.flight.dropFirst(cut))]) == [2, 11, 14, 20])
  }

  @Test func byteByByte() throws { #expect(try Self.types(Self.flight.map { [$0] }) == [2, 11, 14, 20]) }

  @Test("the limit: kept at it, skipped and counted above", arguments: [(100, [2, 11, 20], 0), (101, [2, 20], 1)])
  func limit(count: Int, types: [UInt8], skipped: Int) throws {
    let bytes = Self.message(2, 4) + Self.message(11, count) + Self.message(20, 4)
    #expect(try Self.types([bytes]) == types)
    #expect(try Self.types(bytes.map { [$0] }) == types)
    var reader = HandshakeReader(limit: 100)
    reader.append(bytes.span.bytes)
    while try reader.next() != nil {}
    let counted = reader.skippedMessages
    #expect(counted == skipped)
  }

  @Test func anUnknownTypeIsNoHandshake() {
    #expect(throws: Desynchronized(.badFrame)) { try Self.types([[99, 0, 0, 1, 0]]) }
  }

  @Test func manySmallMessagesInOneRecordAreQuick() throws {
    let bytes = (0..<4_096).flatMap { _ in Self.message(14, 0) }
    #expect(try Self.types([bytes]).count == 4_096)
  }
}
