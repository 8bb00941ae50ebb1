/// How the calls that were found agree with those that were made.
struct Agreement {
  var name: String
  var expected: Int
  var found: Int
  /// Made, and found exactly so.
  var same = 0
  /// Made, and found as far as the capture holds it.
  var remnants = 0
  /// Made, and not found.
  var missing: [CallFacts] = []
  /// Found, and not made; or made otherwise.
  var invented: [CallFacts] = []
  var expectedSessions: Int?
  var foundSessions: Int

  /// Compares as multisets. Remnants count only where `hasHoles`.
  init(
    _ name: String, made: [CallFacts], found: [CallFacts], hasHoles: Bool, expectedSessions: Int?, foundSessions: Int
  ) {
    self.name = name
    expected = made.count
    self.found = found.count
    self.expectedSessions = expectedSessions
    self.foundSessions = foundSessions
    missing = made
    for call in found {
      if let index = missing.firstIndex(of: call) {
        missing.remove(at: index)
        same += 1
      } else {
        invented.append(call)
      }
    }
    guard hasHoles else { return }
    invented.removeAll { call in
      guard let index = missing.firstIndex(where: call.isRemnant) else { return false }
      missing.remove(at: index)
      remnants += 1
      return true
    }
  }

  static let heading = columns("capture", "made", "found", "same", "part", "missing", "extra", "sessions")

  var row: String {
    Self.columns(
      name, "\(expected)", "\(found)", "\(same)", "\(remnants)", "\(missing.count)", "\(invented.count)",
      "\(foundSessions) of \(expectedSessions.map(String.init) ?? "?")")
  }

  private static func columns(_ name: String, _ cells: String...) -> String {
    let first = name + String(repeating: " ", count: max(0, 48 - name.count))
    return cells.reduce(first) { $0 + String(repeating: " ", count: max(1, 9 - $1.count)) + $1 }
  }
}
