/// Where a live analysis stands, for the reader who asks what it lost and how late it is.
package struct LiveStatistics: Hashable, Sendable {
  /// Frames lost before they came into the ring, as the capturing process counts them; nil when it is not ours.
  package var droppedByKernel: UInt64?
  package var droppedByInterface: UInt64?
  /// Frames that could not be written for want of room.
  package var droppedByWriter: UInt64?
  /// Bytes in the ring that were not read yet.
  package var lagBytes: Int64 = 0
  package var ringFiles = 0
  package var ringBytes: Int64 = 0
  /// Files that went away before they were read.
  package var skippedFiles: UInt64 = 0
  package var skippedBytes: UInt64 = 0
  package var openFlows = 0
  package var openSessions = 0
  /// Bytes of streams that wait for missing ones.
  package var heldBytes = 0

  package init() {}
}
