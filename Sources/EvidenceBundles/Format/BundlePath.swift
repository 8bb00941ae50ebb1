/// Where a file lies inside a bundle. Cannot name anything outside of it: no `..`, no path from the root, no empty part.
package struct BundlePath: Hashable, Comparable, Sendable, CustomStringConvertible {
  static let longest = 1_024

  package let description: String

  /// Nil for what leaves the bundle or names no file.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isSafe = parts.allSatisfy { part in
      !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8) && !part.contains(0)
    }
    guard isSafe, text.utf8.count <= Self.longest else { return nil }
    description = text
  }

  /// As manifests write it (RFC 8493 §2.1.3): line ends and the percent sign itself stand in percent codes.
  var encoded: String {
    var text = ""
    for scalar in description.unicodeScalars {
      switch scalar {
      case "%": text += "%25"
      case "\n": text += "%0A"
      case "\r": text += "%0D"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// Takes back `encoded`; nil for anything that it would not have written.
  init?(decoding text: some StringProtocol) {
    var plain = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        plain.unicodeScalars.append(scalar)
        continue
      }
      switch String(String.UnicodeScalarView(rest.prefix(2))) {
      case "25": plain.unicodeScalars.append("%")
      case "0A": plain.unicodeScalars.append("\n")
      case "0D": plain.unicodeScalars.append("\r")
      default: return nil
      }
      rest = rest.dropFirst(2)
    }
    self.init(plain)
  }

  /// The folders it lies in, outermost first.
  var folders: [String] {
    let parts = description.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }

  package static func < (a: Self, b: Self) -> Bool {
    a.description.utf8.lexicographicallyPrecedes(b.description.utf8)
  }
}
