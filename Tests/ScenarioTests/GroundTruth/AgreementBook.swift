import Testing

/// Compares each capture once, whoever asks.
actor AgreementBook<Capture: CustomTestStringConvertible & Sendable> {
  private let compare: @Sendable (Capture) throws -> Agreement
  private var known: [String: Result<Agreement, any Error>] = [:]

  init(_ compare: @escaping @Sendable (Capture) throws -> Agreement) { self.compare = compare }

  func agreement(_ capture: Capture) throws -> Agreement {
    if let result = known[capture.testDescription] { return try result.get() }
    let result = Result { try compare(capture) }
    known[capture.testDescription] = result
    return try result.get()
  }
}
