/// Where in the captures a fact can be checked: the flow, and the first and last frame that contributed.
package struct Provenance: Hashable, Sendable {
  package var flow: FlowID
  package var firstFrame: FrameReference
  package var lastFrame: FrameReference

  package init(flow: FlowID, firstFrame: FrameReference, lastFrame: FrameReference) {
    self.flow = flow
    self.firstFrame = firstFrame
    self.lastFrame = lastFrame
  }

  package init(flow: FlowID, extent: Extent) {
    self.init(flow: flow, firstFrame: extent.firstFrame, lastFrame: extent.lastFrame)
  }
}
