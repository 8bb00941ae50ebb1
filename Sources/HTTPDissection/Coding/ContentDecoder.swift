/// Removes the content codings of one body, piece by piece.
///
/// Gives out what can be decoded as soon as it can be, in pieces of at most `CodingStage.pieceSize`; a stream that is cut
/// off loses nothing that came. After a failure it must not be used again.
package final class ContentDecoder {
  package enum Failure: Error, Hashable, Sendable { case corrupt, limitExceeded }

  /// The stages in decoding order: the coding applied last comes first.
  private let stages: [any CodingStage]
  private var volumes: [Volume]
  private let limits: HTTPLimits

  /// - Parameter codings: in the order they were applied.
  package init(_ codings: [ContentCoding], limits: HTTPLimits) {
    stages = codings.reversed().map(Self.stage)
    volumes = stages.map { _ in Volume() }
    self.limits = limits
  }

  /// Something came, and the coded stream is not at an end.
  package var isUnfinished: Bool { zip(stages, volumes).contains { $0.isUnfinished && $1.coded > 0 } }

  /// - Parameter emit: takes decoded bytes, borrowed for the call.
  package func decode(_ bytes: RawSpan, _ emit: (RawSpan) -> Void) throws(Failure) {
    try decode(bytes, from: 0, emit)
  }

  private func decode(_ bytes: RawSpan, from index: Int, _ emit: (RawSpan) -> Void) throws(Failure) {
    guard index < stages.count else { return emit(bytes) }
    volumes[index].coded &+= UInt64(bytes.byteCount)
    try stages[index].decode(bytes) { (piece: RawSpan) throws(Failure) in
      volumes[index].decoded &+= UInt64(piece.byteCount)
      guard volumes[index].isWithin(limits) else { throw .limitExceeded }
      try decode(piece, from: index + 1, emit)
    }
  }

  private static func stage(for coding: ContentCoding) -> any CodingStage {
    switch coding {
    case .gzip: InflateStage(.gzip)
    case .deflate: InflateStage(.deflate)
    case .brotli: BrotliStage()
    case .zstd: ZstdStage()
    }
  }

  /// What went into and came out of one stage.
  private struct Volume {
    var coded: UInt64 = 0
    var decoded: UInt64 = 0

    func isWithin(_ limits: HTTPLimits) -> Bool {
      guard decoded <= limits.decodedBody else { return false }
      return decoded <= limits.decodedBodyFree || decoded / limits.decodedRatio <= coded
    }
  }
}
