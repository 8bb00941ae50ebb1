import TrafficModel

/// What one correlation remembers.
struct CorrelationState {
  let correlation: CompiledCorrelation
  private let limits: CorrelationLimits
  private var windows: [[String]: CorrelationWindow] = [:]

  init(_ correlation: CompiledCorrelation, limits: CorrelationLimits) {
    self.correlation = correlation
    self.limits = limits
  }

  private var rule: SignatureCorrelation { correlation.rule }

  private var isOrderOrPresence: Bool { rule.kind == .temporal || rule.kind == .temporalOrdered }

  /// Whether the answer is only known when the span is over: fewer than, exactly.
  var waitsForEnd: Bool { !isOrderOrPresence && !rule.bounds.allSatisfy(\.comparison.onlyRises) && !isAboutValue }

  /// Sums, means and the like are judged at each event, whatever the comparison.
  private var isAboutValue: Bool { rule.kind != .eventCount && rule.kind != .valueCount }

  /// - Returns: what the event completes; the window then begins anew.
  mutating func observe(_ member: Int, _ subject: any SignatureSubject) -> SignatureHit? {
    guard let key = key(member, subject), let entry = entry(member, subject) else { return nil }
    makeRoom(for: key)
    // Taken out, so that it is changed where it is and not copied.
    var window = windows.removeValue(forKey: key) ?? CorrelationWindow()
    defer { windows[key] = window }
    let end = max(window.latest, entry.time)
    let start = end.advanced(byNanoseconds: -rule.spanNanoseconds)
    var result: SignatureHit?
    if waitsForEnd {
      if let first = window.first, entry.time - first > rule.spanNanoseconds {
        result = judgeEnd(window, key)
        window = CorrelationWindow()
      }
      window.insert(entry)
    } else {
      guard !(entry.time < start) else { return nil }
      window.drop(before: start, keeping: limits.eventsPerGroup - 1)
      if isOrderOrPresence, window.count(of: member) >= limits.eventsPerMember { window.dropOldest(of: member) }
      window.insert(entry)
      if holds(window, entry) {
        result = hit(window, key)
        window = CorrelationWindow()
      }
    }
    return result
  }

  mutating func finish() -> [SignatureHit] {
    guard waitsForEnd else { return [] }
    let ended = windows.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    windows.removeAll()
    return ended.compactMap { judgeEnd($0.value, $0.key) }
  }

  private func key(_ member: Int, _ subject: any SignatureSubject) -> [String]? {
    guard correlation.groupFields.indices.contains(member) else { return nil }
    return correlation.groupFields[member].map { field in
      String((subject.values(of: field).first?.text ?? "").prefix(limits.valueBytes))
    }
  }

  /// Nil when the event lacks the value that is counted.
  private func entry(_ member: Int, _ subject: any SignatureSubject) -> CorrelationWindow.Entry? {
    var texts: [String] = []
    var number: Double?
    for field in correlation.valueFields {
      guard let value = subject.values(of: field).first else { return nil }
      texts.append(String(value.text.prefix(limits.valueBytes)))
      number = value.number
    }
    switch rule.kind {
    case .valueSum, .valueAverage, .valueMedian:
      guard let number, number.isFinite else { return nil }
    case .valuePercentile where rule.percentile != nil:
      guard let number, number.isFinite else { return nil }
    default: number = nil
    }
    return CorrelationWindow.Entry(
      time: subject.time, member: member, text: texts.joined(separator: "\u{1f}"), number: number,
      evidence: subject.evidence.first)
  }

  private mutating func makeRoom(for key: [String]) {
    guard windows[key] == nil, windows.count >= limits.groups else { return }
    let silent = windows.sorted { ($0.value.latest, $0.key.first ?? "") < ($1.value.latest, $1.key.first ?? "") }
    for entry in silent.prefix(max(1, limits.groups / 2)) { windows[entry.key] = nil }
  }

  private func holds(_ window: CorrelationWindow, _ entry: CorrelationWindow.Entry) -> Bool {
    switch rule.kind {
    case .temporal:
      let present = window.members
      guard let condition = rule.condition else { return present.count == rule.rules.count }
      return condition.holds { name in rule.rules.firstIndex(of: name).map(present.contains) ?? false }
    case .temporalOrdered: return isOrdered(window)
    default: return bounds(value(window, entry))
    }
  }

  /// Whether the rules matched one after the other, others in between or not.
  private func isOrdered(_ window: CorrelationWindow) -> Bool {
    var wanted = 0
    for entry in window.entries where wanted < rule.rules.count && entry.member == wanted { wanted += 1 }
    return wanted == rule.rules.count
  }

  private func value(_ window: CorrelationWindow, _ entry: CorrelationWindow.Entry?) -> Double {
    switch rule.kind {
    case .eventCount, .temporal, .temporalOrdered: return Double(window.entries.count)
    case .valueCount: return Double(window.occurrences.count)
    case .valueSum: return window.sum
    case .valueAverage: return window.entries.isEmpty ? 0 : window.sum / Double(window.entries.count)
    case .valueMedian: return Self.percentile(50, window.numbers)
    case .valuePercentile:
      if let percentile = rule.percentile { return Self.percentile(percentile, window.numbers) }
      guard let entry, !window.entries.isEmpty else { return 0 }
      return 100 * Double(window.occurrences[entry.text] ?? 0) / Double(window.entries.count)
    }
  }

  /// Linearly interpolated.
  private static func percentile(_ percent: Double, _ sorted: [Double]) -> Double {
    guard let last = sorted.last else { return 0 }
    let position = percent / 100 * Double(sorted.count - 1)
    let index = Int(position)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (position - Double(index))
  }

  private func bounds(_ value: Double) -> Bool {
    !rule.bounds.isEmpty && rule.bounds.allSatisfy { $0.comparison.holds(value, $0.value) }
  }

  private func judgeEnd(_ window: CorrelationWindow, _ key: [String]) -> SignatureHit? {
    bounds(value(window, window.entries.last)) ? hit(window, key) : nil
  }

  private func hit(_ window: CorrelationWindow, _ key: [String]) -> SignatureHit {
    SignatureHit(
      signature: correlation.signature, time: window.latest,
      evidence: Array(window.entries.lazy.compactMap(\.evidence).prefix(limits.evidence)),
      group: Dictionary(zip(rule.groupBy, key), uniquingKeysWith: { first, _ in first }), events: window.entries.count)
  }
}
