import Foundation

/// Records as lines, without those that tell of the run instead of the traffic.
struct RecordSet {
  private(set) var lines: [String] = []
  /// Names that came more than once.
  private(set) var repeated: Set<String> = []

  /// - Parameter folder: left out of the names of captures, which a follower tells without it.
  init(_ text: String, folder: URL) {
    var names: Set<String> = []
    for line in text.split(separator: "\n") {
      // Findings are stated again as they grow; how often depends on where a run began.
      if line.contains(#""event_type":"stats""#) || line.contains(#""event_type":"finding""#) { continue }
      lines.append(line.replacingOccurrences(of: folder.path + "/", with: ""))
      let name = line.components(separatedBy: #""uid":""#).dropFirst().first?.prefix(14) ?? ""
      if !names.insert(String(name)).inserted { repeated.insert(String(name)) }
    }
  }
}
