import TrafficForge

/// What the architecture allows for a profile.
struct Budget {
  /// Of the time of `tcpdump -r F -w /dev/null`.
  var multiple: Double?
  var aim: Double?
  /// How much faster than `tshark -T ek`.
  var beyondTshark: Double?
  var peakBytes: Int?

  init(_ profile: TrafficProfile) {
    switch profile {
    case .mix: (multiple, aim, beyondTshark) = (4, 2, 40)
    case .bulk: (multiple, aim) = (4, 2)
    case .churn: (multiple, aim) = (10, 5)
    case .crowd: peakBytes = 256 << 20
    case .giant, .stream: break
    }
  }
}
