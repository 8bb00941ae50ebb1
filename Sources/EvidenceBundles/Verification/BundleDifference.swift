package import TrafficModel

/// The first thing in which a bundle, or a chain of them, is not what was sealed.
package struct BundleDifference: Error, Hashable, Sendable {
  package enum Kind: String, Sendable {
    case missing, added, changed, unreadable, strange
    /// Sealed with another key than the one given.
    case otherKey = "other-key"
    /// Not at the place in the chain that it was sealed for.
    case misplaced
  }

  package var kind: Kind
  /// The file or bundle, by its path in the folder that was verified. Whoever made the folder chose it.
  package var path: UntrustedText
  /// What is wrong with it, in words of ours.
  package var what: String

  init(_ kind: Kind, _ path: String, _ what: String) {
    self.kind = kind
    self.path = UntrustedText(path)
    self.what = what
  }

  init(_ path: String, _ problem: BundleFolder.Problem) {
    switch problem {
    case .unreadable(let number): self.init(.unreadable, path, "cannot be read: \(SystemError.text(number))")
    case .tooMuch(let what): self.init(.strange, path, "holds \(what): no bundle does")
    case .notAFile: self.init(.strange, path, "is no ordinary file")
    }
  }

  /// The same, of a bundle inside of the folder that was verified.
  func inside(_ bundle: String) -> Self {
    var difference = self
    let path = path.rawTextForMatchingAndStorage
    difference.path = UntrustedText(path.isEmpty ? bundle : "\(bundle)/\(path)")
    return difference
  }
}
