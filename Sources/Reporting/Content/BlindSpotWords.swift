import EvidenceStore
import Presentation

/// What could not be seen, in words: how much, and what a reader must not conclude.
enum BlindSpotWords {
  struct Line {
    var what: String
    var amount: String
    var effect: String
  }

  static func lines(_ spots: BlindSpots) -> [Line] {
    var lines: [Line] = []
    func add(_ what: String, _ count: Int64, _ amount: String, _ effect: String) {
      if count > 0 { lines.append(Line(what: what, amount: amount, effect: effect)) }
    }
    let of = " of \(Quantity.plural(spots.flows, "flow"))"
    add(
      "packets the kernel dropped", spots.droppedByKernel, Quantity.count(spots.droppedByKernel),
      "calls may be missing or incomplete; what was not found may still have happened")
    add(
      "packets the interface dropped", spots.droppedByInterface, Quantity.count(spots.droppedByInterface),
      "calls may be missing or incomplete")
    add(
      "packets lost to a full disk", spots.droppedOnFullDisk, Quantity.count(spots.droppedOnFullDisk),
      "nothing is known of that time")
    add(
      "ring files that went away unread", spots.skippedFiles,
      "\(Quantity.count(spots.skippedFiles)), \(Quantity.bytes(spots.skippedBytes))",
      "nothing is known of that time; make the ring longer")
    add(
      "encrypted flows that could not be read", spots.unreadFlows, "\(Quantity.count(spots.unreadFlows))\(of)",
      "names, sizes and times are known, calls are not; give keys with --keylog")
    add(
      "flows with gaps", spots.flowsWithGaps,
      "\(Quantity.count(spots.flowsWithGaps))\(of), \(Quantity.bytes(spots.gapBytes))",
      "calls in them may be incomplete")
    add(
      "flows whose beginning is missing", spots.midstreamFlows, "\(Quantity.count(spots.midstreamFlows))\(of)",
      "who opened them is inferred")
    add(
      "flows of which one direction is missing", spots.oneSidedFlows, "\(Quantity.count(spots.oneSidedFlows))\(of)",
      "questions without answers, or answers without questions")
    add(
      "calls that are not whole", spots.incompleteCalls,
      "\(Quantity.count(spots.incompleteCalls)) of \(Quantity.plural(spots.calls, "call"))",
      "their sizes are lower bounds, their outcome may be unknown")
    add(
      "frames that could not be decoded", spots.undecodedFrames,
      "\(Quantity.count(spots.undecodedFrames)) of \(Quantity.plural(spots.frames, "frame"))",
      "mostly other protocols; nothing is concluded from them")
    add(
      "flows dropped to keep memory bounded", spots.evictedFlows, Quantity.count(spots.evictedFlows),
      "what went on in them is told as new flows")
    return lines
  }
}
