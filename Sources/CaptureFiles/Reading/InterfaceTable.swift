import TrafficModel

/// The interfaces of the section being read, and of those before it.
///
/// Invariant: `readings` describes `interfaces[sectionStart...]`, one each. It is apart because the frame path needs it
/// without names.
struct InterfaceTable {
  /// What a frame needs to know of its interface.
  struct Reading {
    var linkType: LinkType
    var snapLength: UInt32
    var clock: TimestampClock
  }

  var order = ByteOrder.little
  private(set) var interfaces: [CaptureInterface] = []
  private var readings: [Reading] = []
  private var sectionStart = 0

  /// Interfaces are numbered anew in each section.
  mutating func beginSection() {
    sectionStart = interfaces.count
    readings.removeAll(keepingCapacity: true)
  }

  mutating func append(_ interface: CaptureInterface) {
    interfaces.append(interface)
    readings.append(
      Reading(linkType: interface.linkType, snapLength: interface.snapLength, clock: interface.clock))
  }

  /// Nil when the section has described no such interface.
  @inline(__always)
  subscript(index: Int) -> Reading? {
    index >= 0 && index < readings.count ? readings[index] : nil
  }

  /// Statistics count from the beginning of the capture: later ones replace earlier ones. False when there is no such
  /// interface.
  mutating func update(_ index: Int, _ counters: InterfaceCounters) -> Bool {
    guard index >= 0, index < readings.count else { return false }
    interfaces[sectionStart + index].counters = counters
    return true
  }
}
