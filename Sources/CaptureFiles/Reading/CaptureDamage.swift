/// Where and how the content of a capture stops making sense. Every frame before it has been handed out.
package struct CaptureDamage: Error, Hashable, Sendable {
  package enum Reason: String, CaseIterable, Sendable {
    /// The first bytes begin no capture.
    case notACapture
    case unsupportedVersion
    /// A frame or block longer than `CaptureLimits` allow, or shorter than its own header.
    case absurdLength
    /// The two lengths of a pcapng block differ.
    case lengthMismatch
    case tooManyInterfaces
    /// The compressed stream is broken. The offset counts unpacked bytes.
    case corruptCompression
    /// The capture does not contain the position at which reading should continue: it was replaced or shortened.
    case positionLost
  }

  package var reason: Reason
  /// Offset of the first byte at fault, counted in unpacked bytes from the beginning of the capture.
  package var offset: Int64

  package init(_ reason: Reason, at offset: Int64) {
    self.reason = reason
    self.offset = offset
  }
}
