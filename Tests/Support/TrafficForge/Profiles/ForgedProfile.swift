/// What a forged profile holds, to hold an analyzer's answer against.
public struct ForgedProfile: Hashable, Sendable {
  /// Frames in the file.
  public var frames: UInt64 = 0
  /// Connections opened, and closed again.
  public var connections = 0
  /// Tool calls made and answered.
  public var calls = 0
  /// Bytes of the tool results' text, as JSON spells it.
  public var resultTextBytes = 0
}
