/// Makes DNS messages byte by byte.
enum DNSForge {
  /// Labels without compression.
  static func name(_ text: String) -> [UInt8] {
    text.split(separator: ".").flatMap { [UInt8(truncatingIfNeeded: $0.utf8.count)] + Array($0.utf8) } + [0]
  }

  static func word(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
  }

  /// A pointer to an offset in the message.
  static func pointer(_ offset: Int) -> [UInt8] { word(0xc000 | offset) }

  static func header(
    id: Int = 7, flags: Int = 0x0100, questions: Int = 1, answers: Int = 0, authority: Int = 0, additional: Int = 0
  ) -> [UInt8] {
    word(id) + word(flags) + word(questions) + word(answers) + word(authority) + word(additional)
  }

  static func question(_ name: String = "mcp.example", type: Int = 1, classNumber: Int = 1) -> [UInt8] {
    Self.name(name) + word(type) + word(classNumber)
  }

  /// Owner is the question's name by pointer unless given.
  static func record(
    _ type: Int, _ data: [UInt8], owner: [UInt8] = pointer(12), classNumber: Int = 1, ttl: Int = 300
  ) -> [UInt8] {
    owner + word(type) + word(classNumber) + word(ttl >> 16) + word(ttl & 0xffff) + word(data.count) + data
  }

  static func query(id: Int = 7, _ name: String = "mcp.example", type: Int = 1) -> [UInt8] {
    header(id: id) + question(name, type: type)
  }

  static func response(
    _ records: [[UInt8]] = [record(1, [198, 51, 100, 7])], id: Int = 7, name: String = "mcp.example", type: Int = 1,
    flags: Int = 0x8180
  ) -> [UInt8] {
    header(id: id, flags: flags, answers: records.count) + question(name, type: type) + records.flatMap { $0 }
  }

  /// With the length that stands before a message on TCP.
  static func framed(_ message: [UInt8]) -> [UInt8] { word(message.count) + message }
}
