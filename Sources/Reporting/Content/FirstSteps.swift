package import EvidenceStore
import TrafficModel

/// What to do first, as far as findings tell.
package struct FirstSteps: Sendable {
  package struct Step: Hashable, Sendable {
    package var action: String
    /// The finding it comes from, if any.
    package var finding: FindingRow?
  }

  /// Steps shown.
  private static let limit = 3

  package private(set) var steps: [Step] = []

  package init(_ report: Report) {
    var told: Set<String> = []
    for finding in report.findings where finding.suppression == nil && finding.severity >= .medium {
      guard steps.count < Self.limit, told.insert(Self.kind(finding.detector)).inserted else { continue }
      steps.append(Step(action: Self.action(finding.detector), finding: finding))
    }
    let spots = report.blindSpots
    if steps.count < Self.limit, spots.droppedByKernel + spots.droppedOnFullDisk + spots.skippedFiles > 0 {
      steps.append(Step(action: "Find out why capture lost packets: see what could not be seen."))
    }
    if steps.count < Self.limit, spots.unreadFlows > 0 {
      steps.append(Step(action: "Give Egret the keys of encrypted servers: see what could not be seen."))
    }
    if steps.isEmpty { steps.append(Step(action: "Nothing needs to be done now.")) }
  }

  private static func kind(_ detector: String) -> String { String(detector.prefix { $0 != "-" }) }

  private static func action(_ detector: String) -> String {
    actions[kind(detector)] ?? "Look at the frames and decide whether somebody meant this."
  }

  private static let actions = [
    "BCN": "Find the program that speaks so regularly, and what it is for.",
    "C2": "Stop what acts on these answers until somebody has read them.",
    "EXF": "Find out whether this may leave, to there; if not, close the way and change what was told.",
    "POI": "Read the text; take the server out of use until its owner explains it.",
    "RUG": "Compare the two definitions; approve the new one, or stop using the server.",
    "SHD": "Settle which server is the right one, and take the other away from clients.",
    "NAM": "Have the tool renamed, or allow its name in the policy.",
    "AUT": "Mend authentication of the server, and revoke the credentials that were shown.",
    "PRT": "Have the server refuse what the protocol forbids.",
    "SMP": "Ask the server's owner why it asks so much of the client.",
    "DST": "Check what was deleted, and who wanted it.",
    "HST": "Look at the process on the host that did this.",
    "SIG": "Read what the signature matched.",
    "YARA": "Read what the rule matched.",
  ]
}
