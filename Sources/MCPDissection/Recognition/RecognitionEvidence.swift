/// What speaks for a place being MCP, each kind counted once (weights: recognition table of the protocol notes; accepted at
/// 100). Neither port nor path decides.
struct RecognitionEvidence: OptionSet, Hashable {
  let rawValue: UInt32

  static let modernHeaders = Self(rawValue: 1 << 0)
  static let sessionHeader = Self(rawValue: 1 << 1)
  static let modernMetadata = Self(rawValue: 1 << 2)
  static let initialize = Self(rawValue: 1 << 3)
  static let initializeResult = Self(rawValue: 1 << 4)
  static let endpointEvent = Self(rawValue: 1 << 5)
  static let versionHeader = Self(rawValue: 1 << 6)
  static let distinctiveMethod = Self(rawValue: 1 << 7)
  static let resultShape = Self(rawValue: 1 << 8)
  static let resourceMethod = Self(rawValue: 1 << 9)
  static let acceptsBoth = Self(rawValue: 1 << 10)
  static let ambiguousMethod = Self(rawValue: 1 << 11)
  static let querySession = Self(rawValue: 1 << 12)
  static let path = Self(rawValue: 1 << 13)
  static let webSocketProtocol = Self(rawValue: 1 << 14)
  /// Methods and members of protocols that look alike: A2A, LSP, ACP.
  static let lookAlike = Self(rawValue: 1 << 15)

  private static let weights: [(Self, Int)] = [
    (.modernHeaders, 100), (.sessionHeader, 100), (.modernMetadata, 100), (.initialize, 100), (.initializeResult, 100),
    (.endpointEvent, 100), (.versionHeader, 90), (.distinctiveMethod, 80), (.resultShape, 60), (.resourceMethod, 50),
    (.acceptsBoth, 30), (.ambiguousMethod, 20), (.querySession, 20), (.path, 10), (.webSocketProtocol, 50),
    (.lookAlike, -100),
  ]

  var score: Int { Self.weights.reduce(0) { contains($1.0) ? $0 + $1.1 : $0 } }
  var isEnough: Bool { score >= 100 }
}
