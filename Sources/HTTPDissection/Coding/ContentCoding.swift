package import TrafficModel

/// A coding of message bytes (RFC 9110 §8.4.1, RFC 7932, RFC 8878).
package enum ContentCoding: UInt8, CaseIterable, Sendable {
  case gzip, deflate, brotli, zstd

  /// The codings of a message in the order they were applied, `identity` left out; nil when one is unknown or there are
  /// more than `limit`.
  package static func list(in headers: HeaderBlock, limit: Int) -> [Self]? {
    var codings: [Self] = []
    for value in headers.all("content-encoding") {
      for token in HeaderList(value) {
        if token.equals("identity") { continue }
        guard let coding = Self(token), codings.count < limit else { return nil }
        codings.append(coding)
      }
    }
    return codings
  }

  /// The coding called `token`, in any case.
  init?(_ token: HeaderToken) {
    if token.equals("gzip") || token.equals("x-gzip") {
      self = .gzip
    } else if token.equals("deflate") {
      self = .deflate
    } else if token.equals("br") {
      self = .brotli
    } else if token.equals("zstd") {
      self = .zstd
    } else {
      return nil
    }
  }
}
