/// First inputs for the fuzzers of DNS and QUIC: messages of every kind of record, and frames of every kind.
enum DatagramSeeds {
  /// - Parameter cuts: in the form in which fuzzed inputs begin.
  static func all(cuts: [UInt8]) -> [FuzzSeeds.Seed] {
    let question = message([1, 0], 1, 0, [])
    let answers = message([0x81, 0x80], 1, 7, records)
    let announcement = message([0x84, 0], 0, 7, records)
    let datagrams = piece(0, question) + piece(1, answers)
    let streams = piece(0, framed(question) + framed(question)) + piece(1, framed(answers) + framed(answers))
    return [
      ("dns", "datagrams", [0] + cuts + datagrams), ("dns", "multicast", [1] + cuts + piece(0, announcement)),
      ("dns", "streams", [2] + cuts + streams), ("dns", "midstream", [6] + cuts + streams),
      ("dns", "gap", [2] + cuts + piece(0, framed(question)) + [2, 0, 9] + streams),
      ("quic", "frames", piece(2, frames) + piece(7, frames)), ("quic", "header", piece(0, initial)),
    ]
  }

  /// A ClientHello in two pieces with an acknowledgement between, padding, and the end of the connection.
  private static let frames: [UInt8] =
    [6, 4, 4, 1, 2, 3, 4, 2, 1, 0, 1, 0, 0, 0, 3, 1, 0, 0, 0, 1, 1, 1, 0, 1] + [6, 0, 0x40, 46, 1, 0, 0, 42, 3, 3]
    + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0x13, 1, 1, 0, 0, 0] + [0x1c, 0, 6, 1, 65]
  private static let initial: [UInt8] =
    [0xc3, 0, 0, 0, 1, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0x40, 40] + [UInt8](repeating: 9, count: 40)

  /// A, CNAME by pointer, MX, TXT, SRV, SOA and HTTPS.
  private static var records: [UInt8] {
    record(1, [198, 51, 100, 7]) + record(5, [4, 101, 100, 103, 101, 0xc0, 12]) + record(15, [0, 10, 0xc0, 12])
      + record(16, [2, 97, 98, 0]) + record(33, [0, 1, 0, 2, 1, 0xbb, 0xc0, 12])
      + record(6, [0xc0, 12, 0xc0, 12] + [UInt8](repeating: 1, count: 20))
      + record(65, [0, 1, 0, 0, 1, 0, 3, 2, 104, 50, 0, 4, 0, 4, 198, 51, 100, 7, 0, 5, 0, 1, 1])
  }

  private static func record(_ type: UInt8, _ data: [UInt8]) -> [UInt8] {
    [0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, UInt8(truncatingIfNeeded: data.count)] + data
  }

  private static func message(_ flags: [UInt8], _ questions: UInt8, _ answers: UInt8, _ rest: [UInt8]) -> [UInt8] {
    let name: [UInt8] = [3, 109, 99, 112, 5, 108, 111, 99, 97, 108, 0]
    let question = questions > 0 ? name + [0, 1, 0, 1] : name
    return [0, 7] + flags + [0, questions, 0, answers, 0, 0, 0, 0] + question + rest
  }

  private static func framed(_ message: [UInt8]) -> [UInt8] { length(message) + message }
  private static func piece(_ kind: UInt8, _ bytes: [UInt8]) -> [UInt8] { [kind] + length(bytes) + bytes }

  private static func length(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8(truncatingIfNeeded: bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)]
  }
}
