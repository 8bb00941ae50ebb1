/// What a capture says about one frame, beside its bytes.
public struct FrameHeader: Hashable, Sendable {
  /// When it was captured.
  public var time: Timestamp
  /// Its place among all frames.
  public var frame: FrameReference
  /// Bytes in the capture.
  public var capturedLength: Int
  /// Bytes that were on the wire. Usually at least `capturedLength`, which is less under a snap length; but it is the
  /// capture's word, so nothing may depend on it.
  public var wireLength: Int
  /// How its first bytes are to be read.
  public var linkType: LinkType

  /// As its capture tells.
  public init(time: Timestamp, frame: FrameReference, capturedLength: Int, wireLength: Int, linkType: LinkType) {
    self.time = time
    self.frame = frame
    self.capturedLength = capturedLength
    self.wireLength = wireLength
    self.linkType = linkType
  }

  /// Its place and time.
  public var moment: Moment { Moment(time: time, frame: frame) }
}
