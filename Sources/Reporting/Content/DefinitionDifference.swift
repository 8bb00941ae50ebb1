import Foundation
package import TrafficModel

/// One member of a tool's definition that is not what it was.
package struct DefinitionDifference: Hashable, Sendable {
  /// Keys and indices from the root, joined by dots.
  package var path: UntrustedText
  package var before: UntrustedText?
  package var after: UntrustedText?

  /// Between the definitions in two records of tools, by path.
  static func between(_ before: String, _ after: String) -> [DefinitionDifference] {
    let (old, new) = (leaves(before), leaves(after))
    return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted().map { path in
      DefinitionDifference(
        path: UntrustedText(path), before: old[path].map { UntrustedText($0) },
        after: new[path].map { UntrustedText($0) })
    }
  }

  private static func leaves(_ record: String) -> [String: String] {
    guard let object = try? JSONSerialization.jsonObject(with: Data(record.utf8)) as? [String: Any],
      let definition = object["definition"]
    else { return [:] }
    var leaves: [String: String] = [:]
    var waiting: [(path: String, value: Any)] = [("", definition)]
    while let (path, value) = waiting.popLast(), leaves.count < 20_000 {
      let prefix = path.isEmpty ? "" : path + "."
      if let members = value as? [String: Any] {
        waiting += members.map { (prefix + $0.key, $0.value) }
      } else if let elements = value as? [Any] {
        waiting += elements.enumerated().map { (prefix + String($0.offset), $0.element) }
      } else {
        leaves[path] = value is NSNull ? "null" : "\(value)"
      }
    }
    return leaves
  }
}
