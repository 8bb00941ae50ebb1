/// Our own words with a peer's words between them, kept apart so that each page, record and terminal escapes the peer's in
/// its own way.
///
/// Write it as an interpolated literal: plain strings and numbers are our own, `UntrustedText` is the peer's.
package struct FindingText: Hashable, Sendable, ExpressibleByStringInterpolation {
  package enum Part: Hashable, Sendable {
    case own(String)
    case peer(UntrustedText)
  }

  /// Bytes kept of one peer text.
  package static let peerBytes = 512

  package private(set) var parts: [Part] = []

  package init(stringLiteral text: String) { parts = [.own(text)] }
  package init(stringInterpolation: Interpolation) {
    var written = stringInterpolation
    parts = written.takeParts()
  }

  package static func + (a: Self, b: Self) -> Self {
    var sum = a
    for part in b.parts { sum.append(part) }
    return sum
  }

  private mutating func append(_ part: Part) {
    if case .own(let more) = part, case .own(let text)? = parts.last {
      parts[parts.count - 1] = .own(text + more)
    } else {
      parts.append(part)
    }
  }

  package struct Interpolation: StringInterpolationProtocol {
    private var finished: [Part] = []
    /// Words of ours that no peer's follow yet.
    private var words = ""
    private let mostParts: Int

    package init(literalCapacity: Int, interpolationCount: Int) {
      words.reserveCapacity(literalCapacity + 16 * interpolationCount)
      mostParts = 2 * interpolationCount + 1
    }

    fileprivate mutating func takeParts() -> [Part] {
      if !words.isEmpty { append(.own(words)) }
      let parts = finished
      finished = []
      return parts
    }

    package mutating func appendLiteral(_ literal: String) { own(literal) }
    package mutating func appendInterpolation(_ number: some BinaryInteger) { own(String(number)) }
    package mutating func appendInterpolation(_ address: IPAddress) { own(address.description) }
    package mutating func appendInterpolation(_ endpoint: Endpoint) { own(endpoint.description) }
    package mutating func appendInterpolation(_ id: DetectorID) { own(id.rawValue) }
    package mutating func appendInterpolation(_ severity: Severity) { own(severity.name) }
    /// Words of ours that are not a literal.
    package mutating func appendInterpolation(own text: String) { own(text) }
    package mutating func appendInterpolation(_ text: FindingText) {
      for part in text.parts {
        switch part {
        case .own(let words): own(words)
        case .peer(let text): peer(text)
        }
      }
    }

    package mutating func appendInterpolation(_ text: UntrustedText) {
      let raw = text.rawTextForMatchingAndStorage
      guard raw.utf8.count > FindingText.peerBytes else { return peer(text) }
      peer(UntrustedText(decoding: Array(raw.utf8.prefix(FindingText.peerBytes))))
      own("…")
    }

    private mutating func own(_ text: String) { words += text }

    private mutating func peer(_ text: UntrustedText) {
      if !words.isEmpty { append(.own(words)) }
      append(.peer(text))
      words = ""
    }

    private mutating func append(_ part: Part) {
      if finished.isEmpty { finished.reserveCapacity(mostParts) }
      finished.append(part)
    }
  }
}
