/// What all TLS conversations of one analysis share: secrets, limits, spare buffers, and the account of held ciphertext.
///
/// Belongs to one thread.
package final class TLSResources {
  package let secrets: SecretStore
  package let limits: TLSLimits

  /// Ciphertext that waits for a secret, over all flows.
  package internal(set) var heldBytes = 0

  /// Emptied record buffers. A flow borrows one only while a record is split over segments, so that ten thousand quiet
  /// flows own none.
  private var spareBuffers: [[UInt8]] = []
  private static let maximumSpareBuffers = 8

  package init(secrets: SecretStore, limits: TLSLimits = TLSLimits()) {
    self.secrets = secrets
    self.limits = limits
  }

  func takeBuffer() -> [UInt8] { spareBuffers.popLast() ?? [] }

  func giveBack(_ buffer: consuming [UInt8]) {
    guard spareBuffers.count < Self.maximumSpareBuffers, buffer.capacity > 0 else { return }
    buffer.removeAll(keepingCapacity: true)
    spareBuffers.append(buffer)
  }
}
