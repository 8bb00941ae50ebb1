/// Parts that exist and that the analysis does not call yet. Each switch is flipped when its tests pass, and goes away.
enum Wiring {
  static let isDecryptionWired = true
  static let isWebSocketWired = true
}
