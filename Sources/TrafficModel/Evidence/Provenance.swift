/// Where in the captures a fact can be checked: the flow, and the first and last frame that contributed.
public struct Provenance: Hashable, Sendable {
  /// Whose frames they are.
  public var flow: FlowID
  /// Where it begins.
  public var firstFrame: FrameReference
  /// Where it ends.
  public var lastFrame: FrameReference

  /// The frames of a flow from one to another.
  public init(flow: FlowID, firstFrame: FrameReference, lastFrame: FrameReference) {
    self.flow = flow
    self.firstFrame = firstFrame
    self.lastFrame = lastFrame
  }

  /// The frames of a flow over an extent.
  public init(flow: FlowID, extent: Extent) {
    self.init(flow: flow, firstFrame: extent.firstFrame, lastFrame: extent.lastFrame)
  }
}
