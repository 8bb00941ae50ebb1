/// Makes one contact of several that belong together: a request with its follow-ups, a page with its parts.
package enum BurstCollapse {
  /// The first contact of each burst, in seconds, in order of time.
  ///
  /// A contact is dropped when the pause before it is at most a second, or a twentieth of the median of the pauses longer
  /// than a second where there are three of those.
  package static func starts(_ times: [Double]) -> [Double] {
    guard let first = times.first else { return [] }
    let raw = zip(times.dropFirst(), times).map { $0 - $1 }
    let long = raw.filter { $0 > 1 }
    let limit = long.count >= 3 ? max(1, 0.05 * Quantiles(long).median) : 1
    return [first] + raw.indices.filter { raw[$0] > limit }.map { times[$0 + 1] }
  }

  /// The pauses between them.
  package static func gaps(_ times: [Double]) -> [Double] {
    let starts = starts(times)
    return zip(starts.dropFirst(), starts).map { $0 - $1 }
  }
}
