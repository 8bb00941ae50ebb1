/// What a window's facts do not tell, in numbers.
package struct BlindSpots: Hashable, Sendable {
  package var droppedByKernel: Int64 = 0
  package var droppedByInterface: Int64 = 0
  package var droppedOnFullDisk: Int64 = 0
  package var skippedFiles: Int64 = 0
  package var skippedBytes: Int64 = 0
  package var undecodedFrames: Int64 = 0
  package var frames: Int64 = 0
  package var evictedFlows: Int64 = 0
  package var flows: Int64 = 0
  package var flowsWithGaps: Int64 = 0
  package var gapBytes: Int64 = 0
  package var midstreamFlows: Int64 = 0
  package var oneSidedFlows: Int64 = 0
  package var calls: Int64 = 0
  /// Calls whose answer, or request, was not wholly captured.
  package var incompleteCalls: Int64 = 0
  package var unreadFlows: Int64 = 0
  package var unread: [OpaqueTraffic] = []
}
