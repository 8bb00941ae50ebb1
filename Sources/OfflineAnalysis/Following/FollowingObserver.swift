package import CaptureFiles
package import TrafficModel

/// Who watches over an analysis that follows a ring: asks it to stop, and hears what it has to say.
package protocol FollowingObserver: AnyObject {
  /// Readable when there is a request.
  var descriptor: Int32 { get }
  func takeRequests() -> FollowingRequests
  func note(_ remark: FollowingRemark)
  /// About once a second.
  func show(_ status: FollowingStatus)
  /// Adds what only the capturing process knows.
  func complete(_ statistics: inout LiveStatistics)
}

package struct FollowingRequests: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Write everything, and end.
  package static let stop = FollowingRequests(rawValue: 1)
  /// Open output files again by their names.
  package static let reopen = FollowingRequests(rawValue: 2)
  /// State statistics now.
  package static let statistics = FollowingRequests(rawValue: 4)
}

package enum FollowingRemark: Hashable, Sendable {
  case ring(RingRemark)
  /// Reading goes on where the run before had come to.
  case resumed(file: String, frame: UInt64)
  /// The file in which the run before had come to is gone; reading goes on with the oldest one after it.
  case lostPlace(file: String, frame: UInt64)
  /// Flows and sessions that were open then, and whose beginnings are gone from the ring or lie too far back: what goes on
  /// of them is told under new names.
  case notRebuilt(flows: Int, sessions: Int)
  /// Keys came after flows had ended; the ring was read again for them.
  case lookedAgain(opened: Int, unread: Int)
  /// Frames that came later bear times so much earlier.
  case clockSetBack(seconds: Int64)
  /// An audit log cannot be read; the others are.
  case auditLog(CaptureFileError)
}

package struct FollowingStatus: Sendable {
  package var frames: UInt64 = 0
  package var bytes: UInt64 = 0
  package var toolCalls: UInt64 = 0
  /// Capture time of the last frame.
  package var time = Timestamp.zero
  package var file = ""
  package var live = LiveStatistics()
  /// What an earlier run had read is being read again.
  package var isReplaying = false
}
