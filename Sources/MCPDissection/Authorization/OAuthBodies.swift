import HTTPDissection
import TrafficModel

/// The bodies of one exchange that may be a step of OAuth, as far as they are needed.
final class OAuthBodies {
  enum Kind { case metadata, registration, grant, authorization }

  /// How many there are. Each holds up to twice `longest`, so their number bounds their memory.
  final class Count {
    static let limit = 512
    var open = 0
  }

  /// Longer ones are no documents of OAuth.
  static let longest = 32 << 10

  let kind: Kind
  private(set) var request: [UInt8] = []
  private(set) var response: [UInt8] = []
  /// Part of a body is missing, or it is too long.
  private(set) var isBroken = false

  private let count: Count

  /// Nil when there are too many.
  init?(_ kind: Kind, _ count: Count) {
    guard count.open < Count.limit else { return nil }
    self.kind = kind
    self.count = count
    count.open += 1
  }

  deinit { count.open -= 1 }

  func receive(_ bytes: RawSpan, _ side: MessageSide) {
    guard !isBroken, wants(side) else { return }
    guard (side == .request ? request.count : response.count) + bytes.byteCount <= Self.longest else { return lose() }
    bytes.withUnsafeBytes { bytes in
      if side == .request { request.append(contentsOf: bytes) } else { response.append(contentsOf: bytes) }
    }
  }

  func lose() {
    isBroken = true
    request = []
    response = []
  }

  private func wants(_ side: MessageSide) -> Bool {
    switch kind {
    case .metadata: side == .response
    case .authorization: side == .request
    case .registration, .grant: true
    }
  }
}
