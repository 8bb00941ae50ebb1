internal import GRDB
internal import TrafficModel

/// What rows of several tables have in common.
extension StoreQuestions {
  static func client(_ row: Row) -> PeerRow {
    PeerRow(
      address: row["client_ip"], port: UInt16(clamping: row["client_port"] as Int64), name: text(row["client_name"]),
      authority: nil)
  }

  static func server(_ row: Row) -> PeerRow {
    PeerRow(
      address: row["server_ip"], port: UInt16(clamping: row["server_port"] as Int64), name: text(row["server_name"]),
      authority: text(row["authority"]))
  }

  static func text(_ value: String?) -> UntrustedText? { value.map { UntrustedText($0) } }
}

extension Int64 {
  /// The nearest whole number that fits.
  init(clamping value: Double) {
    self = value.isNaN ? 0 : Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)
  }
}
