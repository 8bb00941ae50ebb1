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
  package init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

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
    fileprivate var parts: [Part] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

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
        case .peer(let words): parts.append(.peer(words))
        }
      }
    }

    package mutating func appendInterpolation(_ text: UntrustedText) {
      let raw = text.rawTextForMatchingAndStorage
      guard raw.utf8.count > FindingText.peerBytes else { return parts.append(.peer(text)) }
      parts.append(.peer(UntrustedText(decoding: Array(raw.utf8.prefix(FindingText.peerBytes)))))
      own("…")
    }

    private mutating func own(_ text: String) {
      guard !text.isEmpty else { return }
      if case .own(let before)? = parts.last {
        parts[parts.count - 1] = .own(before + text)
      } else {
        parts.append(.own(text))
      }
    }
  }
}
