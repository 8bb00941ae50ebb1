/// How a capture is packed, told by its first bytes and never by its name.
package enum Compression: String, CaseIterable, Sendable {
  case none, gzip, zstd

  /// Bytes needed to tell.
  static let magicLength = 4

  init(magic: UnsafeRawBufferPointer) {
    guard magic.count >= Self.magicLength else {
      self = .none
      return
    }
    switch (magic[0], magic[1], magic[2], magic[3]) {
    case (0x1f, 0x8b, 0x08, _): self = .gzip
    case (0x28, 0xb5, 0x2f, 0xfd): self = .zstd
    // A skippable frame, which parallel compressors write first (RFC 8878 §3.1.2).
    case (0x50...0x5f, 0x2a, 0x4d, 0x18): self = .zstd
    default: self = .none
    }
  }

  func decoder() -> (any StreamDecoder)? {
    switch self {
    case .none: nil
    case .gzip: GzipDecoder()
    case .zstd: ZstdDecoder()
    }
  }
}
