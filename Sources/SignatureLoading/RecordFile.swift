import Foundation
package import SignatureMatching

/// Records that Egret wrote, as events for signatures.
package struct RecordFile {
  private static let categories: [String: [SignatureCategory]] = [
    "tool_definition": [.toolDefinition], "tool_call": [.toolCall, .toolResult], "mcp_message": [.message],
    "mcp_session": [.session], "flow": [.flow], "dns": [.dns], "finding": [.finding],
  ]

  package let subjects: [NodeSubject]

  /// Nil when `path` cannot be read. Lines that are no records are left out.
  package init?(_ path: String) {
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    subjects = bytes.split(separator: UInt8(ascii: "\n")).flatMap { line -> [NodeSubject] in
      guard let node = JSONTree.node(Data(line)) else { return [] }
      let categories = Self.categories[node["event_type"]?.text ?? ""] ?? []
      return categories.map { NodeSubject(node, source: .mcp($0)) }
    }
  }
}
