import Detection
import HostSockets
import TrafficModel

/// Sockets of the capturing host, as they were noted beside the ring: flows are attributed by them.
extension RingAnalysis {
  /// Before each burst of frames: what was seen of a socket is noted before its frames come out of the kernel's buffer.
  func lookAtSockets() {
    let sightings = sockets.look()
    guard !sightings.isEmpty else { return }
    relay.attribute {
      if $0 == nil { $0 = FlowAttribution([], policy: egress) }
      $0?.add(sightings)
    }
  }
}
