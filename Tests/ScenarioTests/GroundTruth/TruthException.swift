/// A difference between truth and records that is right as it is, and why.
struct TruthException {
  /// The scenario, or the file of the shared folder.
  var capture: String
  var reason: String
  var kind: Kind

  enum Kind {
    /// Calls are in the capture that the truth does not list.
    case alsoMade([CallFacts])
    /// So many of the calls are not in the capture, and no trace of them.
    case notCaptured(Int)
    /// The capture has holes: a call may be found in part, and then its status says so.
    case holes
    /// Every call is in the capture twice.
    case bothLegs
    /// Sessions that are rightly told apart, in all.
    case sessions(Int)
  }
}

extension [TruthException] {
  /// Of `name`.
  func of(_ name: String) -> Self { filter { $0.capture == name } }

  var alsoMade: [CallFacts] {
    flatMap { exception -> [CallFacts] in
      if case .alsoMade(let calls) = exception.kind { calls } else { [] }
    }
  }

  var notCaptured: Int {
    reduce(0) { sum, exception -> Int in
      if case .notCaptured(let count) = exception.kind { sum + count } else { sum }
    }
  }

  var hasHoles: Bool {
    contains { exception -> Bool in
      if case .holes = exception.kind { true } else { false }
    }
  }

  var hasBothLegs: Bool {
    contains { exception -> Bool in
      if case .bothLegs = exception.kind { true } else { false }
    }
  }

  var sessions: Int? {
    compactMap { exception -> Int? in
      if case .sessions(let count) = exception.kind { count } else { nil }
    }.first
  }
}
