package import TrafficModel

extension Severity {
  /// The worst first, as pages list them.
  package static var worstFirst: [Severity] { allCases.reversed() }
}
