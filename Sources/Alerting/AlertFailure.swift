/// Why an alert did not arrive.
package enum AlertFailure: Error, Hashable, Sendable {
  /// The receiver may come back.
  case unreachable(String)
  /// The receiver has answered and does not want it: trying again does not help.
  case refused(String)

  var words: String {
    switch self {
    case .unreachable(let words), .refused(let words): words
    }
  }
}
