package import SignatureMatching
import TrafficModel

/// What is different between two readings of signatures, in a line.
package struct RuleChange: Hashable, Sendable, CustomStringConvertible {
  package private(set) var added: [String] = []
  package private(set) var changed: [String] = []
  package private(set) var removed: [String] = []
  package private(set) var count = 0

  /// Names in one line; there may be thousands.
  private static let named = 8

  package init(from before: [Signature], to after: [Signature]) {
    let known = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
    let kept = Set(after.map(\.id))
    count = after.count
    for signature in after {
      guard let old = known[signature.id] else {
        added.append(signature.detectorID.rawValue)
        continue
      }
      if old != signature { changed.append(signature.detectorID.rawValue) }
    }
    removed = before.filter { !kept.contains($0.id) }.map(\.detectorID.rawValue)
  }

  package var description: String {
    let parts = [("new", added), ("changed", changed), ("gone", removed)].compactMap { word, names in
      names.isEmpty ? nil : "\(names.count) \(word) (\(Self.list(names)))"
    }
    return "\(count) in use, " + (parts.isEmpty ? "nothing changed" : parts.joined(separator: ", "))
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(named).joined(separator: ", ") + (names.count > named ? ", …" : "")
  }
}
