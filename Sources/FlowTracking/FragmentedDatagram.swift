import ByteParsing
import PacketDecoding
import TrafficModel

/// One IP datagram of which some fragments have come.
struct FragmentedDatagram {
  /// No datagram is longer (RFC 791 §3.1); IPv6 cannot fragment more either.
  static let longest = 65_535

  let serial: UInt64
  let began: Int64
  private var pieces = HeldSegments()
  private var covered = 0
  private var total: Int?
  private var first: (protocolNumber: UInt8, network: NetworkFacts)?
  private var wireBytes = 0
  private var frames = 0

  init(serial: UInt64, began: Int64) {
    self.serial = serial
    self.began = began
  }

  var cost: Int { pieces.cost }
  var isComplete: Bool { first != nil && total.map { covered >= $0 } ?? false }

  /// All but the last fragment are multiples of eight long; none is empty or reaches beyond the longest datagram.
  static func isPlausible(_ fragment: IPFragment) -> Bool {
    let length = fragment.payload.wireLength
    return length > 0 && fragment.position + length <= longest && (!fragment.hasMore || length % 8 == 0)
  }

  /// Returns true when the fragment overlaps others without being a copy of one.
  mutating func insert(_ fragment: IPFragment, in bytes: RawSpan, moment: Moment) -> Bool {
    let payload = bytes.extracting(fragment.payload.captured)
    let length = fragment.payload.wireLength
    let overlap = pieces.insert(payload, from: fragment.position, length: length, moment: moment)
    covered += length - overlap.repeatedBytes
    let isCopy = overlap.repeatedBytes == length && !overlap.isConflicting
    if !isCopy {
      wireBytes += fragment.network.wireLength
      frames += 1
    }
    if fragment.position == 0 && first == nil { first = (fragment.protocolNumber, fragment.network) }
    let end = fragment.position + length
    var isBent = overlap.repeatedBytes > 0 && !isCopy
    if !fragment.hasMore {
      if let total, total != end { isBent = true } else { total = end }
    }
    if let total, let last = pieces.end, last > total { isBent = true }
    return isBent
  }

  /// The payload up to the first byte that was not captured.
  mutating func whole() -> FragmentTable.Whole? {
    guard let first, let total else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(total)
    while let piece = pieces.removeFirst(), piece.start == bytes.count, bytes.count < total {
      bytes.append(contentsOf: piece.bytes.prefix(total - bytes.count))
      if piece.bytes.count < piece.length { break }
    }
    var network = first.network
    network.wireLength = wireBytes
    network.frames = UInt16(clamping: frames)
    return FragmentTable.Whole(
      bytes: bytes, wireLength: total, protocolNumber: first.protocolNumber, network: network)
  }
}
