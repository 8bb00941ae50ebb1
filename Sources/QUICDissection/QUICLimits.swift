/// What bounds the memory and the work that one QUIC flow can cause.
package struct QUICLimits: Hashable, Sendable {
  /// Bytes of one direction's CRYPTO stream in Initial packets. Hellos with post-quantum keys have 2 KiB; beyond this the
  /// handshake stays unread and `quic.crypto-limit` is raised.
  package var cryptoBytes = 32 << 10
  /// Pieces of it that wait for an earlier one.
  package var cryptoPieces = 64
  /// Initial packets that are opened, of both directions together. A handshake has a handful.
  package var openedPackets = 64

  package init() {}
}
