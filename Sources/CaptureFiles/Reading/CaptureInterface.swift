package import TrafficModel

/// One interface as a pcapng section describes it, and its last statistics.
package struct CaptureInterface: Hashable, Sendable {
  package var name: UntrustedText?
  package var linkType: LinkType
  /// 0 is no limit.
  package var snapLength: UInt32
  package var clock: TimestampClock
  package var counters = InterfaceCounters()

  package init(
    linkType: LinkType, snapLength: UInt32, clock: TimestampClock = TimestampClock(), name: UntrustedText? = nil
  ) {
    self.name = name
    self.linkType = linkType
    self.snapLength = snapLength
    self.clock = clock
  }
}

/// What a capture's interface statistics say, since the capture began. Nil is not told.
package struct InterfaceCounters: Hashable, Sendable {
  package var received: UInt64?
  /// Lost before the kernel saw them.
  package var droppedByInterface: UInt64?
  /// Lost because the capturing program was too slow.
  package var droppedByKernel: UInt64?

  package init() {}
}
