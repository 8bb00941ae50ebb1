package import TrafficModel

/// Markup built from literals, numbers and escaped text. Interpolating a plain `String` does not compile.
package struct HTMLText: ExpressibleByStringInterpolation, Hashable, Sendable {
  /// Characters shown of one text of a peer; what is beyond is counted.
  package static let peerCharacters = 1_000

  package private(set) var markup: String

  package init(stringLiteral markup: String) { self.markup = markup }
  package init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

  package static let empty: HTMLText = ""

  package static func += (a: inout Self, b: Self) { a.markup += b.markup }

  /// All parts, one after the other.
  package init(joining parts: some Sequence<HTMLText>, separator: HTMLText = "") {
    markup = parts.map(\.markup).joined(separator: separator.markup)
  }

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    package init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

    package mutating func appendLiteral(_ literal: String) { markup += literal }
    package mutating func appendInterpolation(_ html: HTMLText) { markup += html.markup }
    package mutating func appendInterpolation(_ number: some BinaryInteger) { markup += String(number) }

    /// A coordinate of a picture, to a tenth.
    package mutating func appendInterpolation(_ coordinate: Double) {
      let tenths = coordinate.isFinite ? Int((min(max(coordinate, -1e6), 1e6) * 10).rounded()) : 0
      markup +=
        tenths % 10 == 0 ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// Our own words.
    package mutating func appendInterpolation(own text: String) {
      for scalar in text.unicodeScalars { append(scalar) }
    }

    /// A peer's words, set apart in their direction of writing. Control and format characters are made visible: they are how
    /// poisoned descriptions hide.
    package mutating func appendInterpolation(_ text: UntrustedText) {
      appendInterpolation(text, limit: HTMLText.peerCharacters)
    }

    package mutating func appendInterpolation(_ text: UntrustedText, limit: Int) {
      markup += "<bdi>"
      var count = 0
      for scalar in text.rawTextForMatchingAndStorage.unicodeScalars {
        count += 1
        if count <= limit { appendPeer(scalar) }
      }
      markup += "</bdi>"
      if count > limit { markup += "<span class=\"cut\">… \(count - limit) more characters</span>" }
    }

    /// The same where no markup may stand: in attributes and in titles of pictures.
    package mutating func appendInterpolation(plain text: UntrustedText, limit: Int = 120) {
      var count = 0
      for scalar in text.rawTextForMatchingAndStorage.unicodeScalars {
        count += 1
        guard count <= limit else { break }
        if HTMLText.isHidden(scalar) {
          markup += "U+\(String(scalar.value, radix: 16, uppercase: true))"
        } else {
          append(scalar)
        }
      }
      if count > limit { markup += "…" }
    }

    private mutating func appendPeer(_ scalar: Unicode.Scalar) {
      if scalar == "\n" {
        markup += "<br>"
      } else if HTMLText.isHidden(scalar) {
        markup += "<mark>U+\(String(scalar.value, radix: 16, uppercase: true))</mark>"
      } else {
        append(scalar)
      }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      case "'": markup += "&#39;"
      default: markup.unicodeScalars.append(scalar)
      }
    }
  }

  fileprivate static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isVariationSelector
    }
  }
}
