import ByteParsing
import TrafficModel

/// One direction of a TLS conversation: where its records are, and the keys they are protected with now.
final class TLSSide {
  /// How far this direction has come. Up to TLS 1.2 there are only `clear` and `application`.
  enum Phase: Int, Comparable {
    case clear, early, handshake, application

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  let direction: Direction
  var framer: RecordFramer
  var reader: HandshakeReader
  var phase = Phase.clear
  var protection: RecordProtection?
  /// The traffic secret behind `protection`, TLS 1.3 only.
  var secret: TLSSecret?
  /// Sequence number of the next record.
  var sequence: UInt64 = 0
  /// Which handshake the keys are of, and whether its version is 1.3. Kept here because every record asks.
  var epoch = 0
  var isTLS13 = false

  /// Records are missing, so that sequence number, phase and generation must be searched for. Until one opens.
  var isUncertain = false
  /// Secrets of the phase before are unknown, or early data was refused: records are passed over until one opens.
  var isSkipping = false
  var attemptsLeft: Int
  var failures = 0
  var hasOpened = false
  /// Sequence number and explicit nonce of the last record opened: their distance stays the same (TLS 1.2 GCM).
  var lastExplicitNonce: (sequence: UInt64, nonce: UInt64)?
  /// This sender has padded records, so lengths of lost plaintext cannot be told.
  var usesPadding = false

  /// Records of this direction are held; those that follow must queue behind them.
  var isWaiting = false
  /// Why nothing more can be read; nil while it can.
  var opaqueReason: TLSHandshake.Decryption?
  var isStreamOver = false
  var hasToldEnd = false

  init(_ direction: Direction, limits: TLSLimits) {
    self.direction = direction
    framer = RecordFramer(limit: limits.recordBytes)
    reader = HandshakeReader(limit: limits.handshakeMessageBytes)
    attemptsLeft = limits.openingAttempts
  }

  /// True when nothing more can be learned from this direction.
  var isDead: Bool { opaqueReason != nil || isStreamOver }

  func use(_ protection: RecordProtection, _ phase: Phase, secret: TLSSecret? = nil, epoch: Int) {
    self.protection = protection
    self.phase = phase
    self.secret = secret
    self.epoch = epoch
    isTLS13 = secret != nil
    sequence = 0
    lastExplicitNonce = nil
    reader.reset()
  }
}
