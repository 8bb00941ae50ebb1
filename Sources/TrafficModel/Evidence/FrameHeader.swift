/// What a capture says about one frame, beside its bytes.
package struct FrameHeader: Hashable, Sendable {
  package var time: Timestamp
  package var frame: FrameReference
  /// Bytes in the capture.
  package var capturedLength: Int
  /// Bytes that were on the wire. Usually at least `capturedLength`, which is less under a snap length; but it is the
  /// capture's word, so nothing may depend on it.
  package var wireLength: Int
  package var linkType: LinkType

  package init(time: Timestamp, frame: FrameReference, capturedLength: Int, wireLength: Int, linkType: LinkType) {
    self.time = time
    self.frame = frame
    self.capturedLength = capturedLength
    self.wireLength = wireLength
    self.linkType = linkType
  }

  package var moment: Moment { Moment(time: time, frame: frame) }
}
