import ByteParsing
import TrafficModel

/// The fixed part of a resource record behind its name (RFC 1035 §4.1.3).
struct DNSRecord {
  var type: DNSRecordType
  var classNumber: UInt16
  var timeToLive: UInt32
  var length: UInt16

  /// Leaves `cursor` at the record's data, all of which is there.
  init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    type = DNSRecordType(rawValue: try cursor.readUInt16())
    classNumber = try cursor.readUInt16()
    timeToLive = try cursor.readUInt32()
    length = try cursor.readUInt16()
    guard cursor.remaining >= Int(length) else { throw DecodeError(.truncated, at: cursor.offset) }
  }

  /// What the record at `cursor` says. `cursor` is a copy: names may be read from anywhere before.
  func value(_ message: RawSpan, _ cursor: ByteCursor, limits: DNSLimits) throws(DecodeError) -> DNSAnswer.Value {
    var cursor = cursor
    let end = cursor.offset + Int(length)
    let value: DNSAnswer.Value
    switch type {
    case .a where length == 4: value = .address(IPAddress(v4: try cursor.readUInt32()))
    case .aaaa where length == 16: value = .address(IPAddress(v6: try cursor.readUInt128()))
    case .a, .aaaa: throw DecodeError(.badLength, at: cursor.offset)
    case .cname, .dname, .ns, .ptr: value = .name(try DNSName.read(message, &cursor))
    case .mx:
      let preference = try cursor.readUInt16()
      value = .mailExchange(preference: preference, name: try DNSName.read(message, &cursor))
    case .srv: value = try service(message, &cursor)
    case .soa: value = try authority(message, &cursor)
    case .txt: value = try text(&cursor, limit: limits.textBytes)
    case .https, .svcb:
      var binding = try ServiceBindingReader(message, &cursor, end: end, limits: limits)
      value = .serviceBinding(try binding.read(&cursor))
    default: return .opaque
    }
    guard cursor.offset == end else { throw DecodeError(.badLength, at: cursor.offset) }
    return value
  }

  private func service(_ message: RawSpan, _ cursor: inout ByteCursor) throws(DecodeError) -> DNSAnswer.Value {
    let (priority, weight, port) = (try cursor.readUInt16(), try cursor.readUInt16(), try cursor.readUInt16())
    let target = try DNSName.read(message, &cursor)
    return .service(priority: priority, weight: weight, port: port, target: target)
  }

  private func authority(_ message: RawSpan, _ cursor: inout ByteCursor) throws(DecodeError) -> DNSAnswer.Value {
    let primary = try DNSName.read(message, &cursor)
    let mailbox = try DNSName.read(message, &cursor)
    let serial = try cursor.readUInt32()
    try cursor.skip(16)  // refresh, retry, expire, minimum
    return .authority(primary: primary, mailbox: mailbox, serial: serial)
  }

  private func text(_ cursor: inout ByteCursor, limit: Int) throws(DecodeError) -> DNSAnswer.Value {
    let end = cursor.offset + Int(length)
    var strings: [UntrustedText] = []
    var kept = 0
    while cursor.offset < end {
      let count = Int(try cursor.readUInt8())
      guard cursor.offset + count <= end else { throw DecodeError(.badLength, at: cursor.offset) }
      let string = try cursor.take(count)
      kept += count + 1
      if kept <= limit { strings.append(UntrustedText(decoding: [UInt8](copying: string))) }
    }
    return .text(strings)
  }
}
