package import TrafficModel

/// How records are named outside: a letter for the kind and the 64 bits of the id in 13 digits of base 32 (no i, l, o, u),
/// most significant first. 14 characters, safe in any file name, shell, URL and SQL.
///
/// A flow is named by its `FlowID`, so that `flow_id` of any record is the `uid` of the flow's own record. It is a string:
/// a number of 64 bits is not exact in jq, JavaScript and everything else that reads JSON numbers as doubles.
package struct RecordName: Hashable, Sendable, CustomStringConvertible {
  package var letter: UInt8
  package var value: UInt64

  package init(_ kind: TrafficEvent.Kind, _ id: RecordID) {
    letter = Self.letter(kind)
    value = id.rawValue
  }

  package init(_ flow: FlowID) {
    letter = Self.letter(.flow)
    value = flow.rawValue
  }

  /// The name of what a sensor says about itself.
  package init(statisticsOf sensor: String, at time: Timestamp) {
    var hash = StableHash()
    hash.combine(sensor)
    let observer = FlowID(rawValue: hash.value)
    self.init(.statistics, RecordID(.statistics, observer, UInt64(bitPattern: time.nanoseconds)))
  }

  /// The letters never change once released.
  package static func letter(_ kind: TrafficEvent.Kind) -> UInt8 {
    switch kind {
    case .flow: UInt8(ascii: "F")
    case .http: UInt8(ascii: "H")
    case .session: UInt8(ascii: "S")
    case .toolCall: UInt8(ascii: "C")
    case .message: UInt8(ascii: "M")
    case .toolDefinition: UInt8(ascii: "D")
    case .anomaly: UInt8(ascii: "A")
    case .statistics: UInt8(ascii: "X")
    case .tls: UInt8(ascii: "T")
    case .dns: UInt8(ascii: "N")
    case .finding: UInt8(ascii: "Z")
    }
  }

  package var description: String {
    String(decoding: [letter] + (0..<13).map { digit($0) }, as: UTF8.self)
  }

  /// Digit `index` of 13, the most significant first.
  func digit(_ index: Int) -> UInt8 {
    let bits = UInt8(truncatingIfNeeded: value >> UInt64(60 - 5 * index)) & 31
    return Self.digits.utf8Start[Int(bits)]
  }

  /// The 64 bits of a name; nil when `name` is none.
  package static func value(of name: String) -> UInt64? {
    let text = Array(name.utf8)
    guard text.count == 14 else { return nil }
    var value: UInt64 = 0
    for digit in text.dropFirst() {
      guard let bits = (0..<32).first(where: { digits.utf8Start[$0] == digit }) else { return nil }
      value = value << 5 | UInt64(bits)
    }
    return value
  }

  private static let digits: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"
}

extension RecordBuffer {
  package mutating func name(_ name: RecordName) {
    beginString()
    append(atMost: 14) { place in
      place[0] = name.letter
      for index in 0..<13 { place[index + 1] = name.digit(index) }
      return 14
    }
    endString()
  }
}
