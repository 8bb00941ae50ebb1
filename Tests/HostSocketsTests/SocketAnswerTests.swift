import HostSockets
import Testing
import TrafficModel

@Suite struct SocketAnswerTests {
  /// `struct nlmsghdr`: length with itself, type, flags, sequence, port.
  private static func header(_ length: Int, _ type: UInt8, sequence: UInt8 = 7) -> [UInt8] {
    [UInt8(length & 255), UInt8(length >> 8), 0, 0, type, 0, 2, 0, sequence, 0, 0, 0, 1, 0, 0, 0]
  }

  /// `struct inet_diag_msg` with `extra` bytes of attributes.
  private static func socket(
    sequence: UInt8 = 7, family: UInt8 = 2, local: UInt16 = 8_080, remote: UInt16 = 443, inode: UInt8 = 9,
    extra: Int = 0
  ) -> [UInt8] {
    let ports = [UInt8(local >> 8), UInt8(local & 255), UInt8(remote >> 8), UInt8(remote & 255)]
    let addresses =
      [192, 0, 2, 1] + [UInt8](repeating: 0, count: 12) + [192, 0, 2, 9] + [UInt8](repeating: 0, count: 12)
    let body = [family, 1, 0, 0] + ports + addresses + [UInt8](repeating: 0, count: 28) + [inode, 0, 0, 0]
    let whole = header(16 + body.count + extra, 20, sequence: sequence) + body + [UInt8](repeating: 0xee, count: extra)
    return whole + [UInt8](repeating: 0, count: (4 - extra & 3) & 3)
  }

  private static func parse(_ bytes: [UInt8]) throws -> SocketAnswer {
    try SocketAnswer(parsing: bytes.span.bytes, to: 7, of: .tcp)
  }

  @Test func socketsOfBothFamiliesAreReadUpToTheEnd() throws {
    let answer = try Self.parse(
      Self.socket() + Self.socket(family: 10, remote: 0, inode: 8) + Self.header(20, 3) + [0, 0, 0, 0])
    #expect(answer.isLast)
    #expect(
      answer.entries.first
        == SocketEntry(
          transport: .tcp, local: Endpoint(IPAddress(v4: 0xc000_0201), 8_080),
          remote: Endpoint(IPAddress(v4: 0xc000_0209), 443), inode: 9))
    #expect(answer.entries.map(\.inode) == [9, 8] && answer.entries.last?.remote == nil)
  }

  @Test("messages begin at multiples of four, whatever is between", arguments: 0...4)
  func padding(extra: Int) throws {
    let answers = Self.socket(extra: extra) + Self.socket(sequence: 6, inode: 1, extra: extra) + Self.socket(inode: 3)
    #expect(try Self.parse(answers).entries.map(\.inode) == [9, 3], "an answer to another question is passed over")
  }

  @Test func socketsOfNobodyAreLeftOut() throws {
    #expect(try Self.parse(Self.socket(inode: 0) + Self.socket(local: 0)).entries.isEmpty)
  }

  @Test("errors and answers that are cut are refused", arguments: [0, 17, 40, 87])
  func cut(count: Int) {
    let bytes = count == 0 ? Self.header(36, 2) + [UInt8](repeating: 0, count: 20) : Array(Self.socket().prefix(count))
    #expect(throws: (any Error).self) { try Self.parse(bytes) }
  }

  @Test(
    "the parent stands behind a name that may be anything",
    arguments: [
      ("7 (sh) S 1 7 7 0", 1), ("7 (a) b) S 42 7", 42), ("7 () S 3", 3), ("7 (sh) S", nil), ("7 sh", nil),
      ("7 (x) S -1 7", nil), ("", nil),
    ] as [(String, UInt32?)])
  func parent(line: String, parent: UInt32?) {
    #expect(ProcessStatus.parent(in: Array(line.utf8)[...]) == parent)
  }
}
