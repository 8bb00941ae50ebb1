/// A revision of MCP as a message named it, such as `2025-11-25`.
package struct ProtocolRevision: Hashable, Sendable {
  /// Revisions with the `initialize` handshake, or with per-request metadata (2026-07-28 basic/versioning).
  package enum Era: String, Sendable { case legacy, modern }

  package let name: UntrustedText
  package let era: Era

  /// Nil unless `text` looks like a revision: a date, or the `DRAFT-…` placeholders of pre-releases.
  package init?(_ text: String) {
    let isDate =
      text.utf8.count == 10
      && zip(0..., text.utf8).allSatisfy { $0 == 4 || $0 == 7 ? $1 == 0x2d : (0x30...0x39).contains($1) }
    guard isDate || (text.utf8.count <= 32 && text.hasPrefix("DRAFT-")) else { return nil }
    name = UntrustedText(text)
    era = (isDate ? text >= "2026-06-30" : text.hasPrefix("DRAFT-2026")) ? .modern : .legacy
  }
}
