import TrafficModel

/// Which facts two analyses do not share, and in which members a fact differs from the one most like it.
struct FactDifference: CustomStringConvertible {
  private static let limit = 4
  private let lines: [String]

  init(expected: Facts, actual: Facts) {
    let lost = actual.missing(of: expected)
    var made = expected.missing(of: actual)
    var lines: [String] = []
    for fact in lost.prefix(Self.limit) {
      let candidates = made.indices.filter { made[$0].kind == fact.kind }
      let members = candidates.map { Self.differences(fact, made[$0], path: "") }
      guard let best = members.indices.min(by: { members[$0].count < members[$1].count }) else {
        lines.append("lost \(fact.kind)")
        continue
      }
      lines.append("\(fact.kind): " + members[best].prefix(6).joined(separator: ", "))
      made.remove(at: candidates[best])
    }
    lines += made.prefix(max(0, made.count - max(0, lost.count - Self.limit))).prefix(Self.limit).map {
      "made \($0.kind) \(Self.word($0))"
    }
    self.lines = lines
  }

  var description: String { lines.joined(separator: "; ") }

  private static func word(_ fact: TrafficEvent) -> String {
    if case .anomaly(let anomaly) = fact { anomaly.value.kind.rawValue } else { "" }
  }

  /// The members, by path, in which two values differ.
  private static func differences(_ a: Any, _ b: Any, path: String) -> [String] {
    let (left, right) = (Mirror(reflecting: a), Mirror(reflecting: b))
    let isText = left.displayStyle == nil || left.displayStyle == .collection
    guard !isText, !left.children.isEmpty, left.children.count == right.children.count else {
      let texts = (String(describing: a), String(describing: b))
      return texts.0 == texts.1 ? [] : ["\(path) \(texts.0.prefix(40)) is \(texts.1.prefix(40))"]
    }
    return zip(left.children, right.children).flatMap { one, other in
      differences(one.value, other.value, path: path + "." + (one.label ?? ""))
    }
  }
}
