/// What was noticed about a ring while it was read.
package enum RingRemark: Hashable, Sendable {
  /// The file went away before it was read: analysis fell behind by more than the ring holds.
  case skipped(RingFile)
  /// The rest of a file was overwritten or shortened before it was read.
  case overwritten(RingFile, readTo: CapturePosition)
  /// The file ends in mid-frame, and another came after it.
  case cutOff(RingFile, readTo: CapturePosition)
  case damaged(RingFile, CaptureDamage)
  case unreadable(RingFile, CaptureFileError)
  /// A file that was left as finished grew again: two programs write into this folder.
  case grewLate(RingFile)
  /// The folder cannot be looked at.
  case folderUnreadable(CaptureFileError)
}
