package import TrafficModel

/// One TCP segment on its way into a capture.
package struct ForgedSegment: Hashable, Sendable {
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let fin = Flags(rawValue: 1 << 0)
    package static let syn = Flags(rawValue: 1 << 1)
    package static let rst = Flags(rawValue: 1 << 2)
    package static let psh = Flags(rawValue: 1 << 3)
    package static let ack = Flags(rawValue: 1 << 4)
  }

  package var time: Timestamp
  package var source: Endpoint
  package var destination: Endpoint
  package var sequence: UInt32
  package var acknowledgement: UInt32
  package var flags: Flags
  package var window: UInt16
  /// The options as they stand in the header; a multiple of four bytes.
  package var options: [UInt8]
  package var payload: ArraySlice<UInt8>

  package init(
    time: Timestamp, source: Endpoint, destination: Endpoint, sequence: UInt32, acknowledgement: UInt32 = 0,
    flags: Flags = .ack, window: UInt16 = 512, options: [UInt8] = [], payload: ArraySlice<UInt8> = []
  ) {
    self.time = time
    self.source = source
    self.destination = destination
    self.sequence = sequence
    self.acknowledgement = acknowledgement
    self.flags = flags
    self.window = window
    self.options = options
    self.payload = payload
  }

  /// Carries bytes of the stream and nothing that opens or ends it: may be cut, joined, moved and repeated.
  package var isPlainPayload: Bool { !payload.isEmpty && flags.isDisjoint(with: [.syn, .fin, .rst]) }

  package var isPureAcknowledgement: Bool { payload.isEmpty && flags == .ack }

  /// The part of this segment whose payload lies in `range`, counted from the payload's first byte.
  package func carrying(_ range: Range<Int>) -> Self {
    var part = self
    part.sequence = sequence &+ UInt32(truncatingIfNeeded: range.lowerBound)
    part.payload = payload[payload.startIndex + range.lowerBound..<payload.startIndex + range.upperBound]
    if range.upperBound < payload.count { part.flags.subtract([.fin, .psh]) }
    return part
  }
}
