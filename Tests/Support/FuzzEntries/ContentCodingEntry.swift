import ByteParsing
import HTTPDissection

/// The first bytes choose the codings and cuts; the rest is the coded body.
public func fuzzContentCoding(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let codings = codings(choices.choice())
  let points = choices.cutPoints()
  let body = choices.remainder
  let whole = decoded(codings, pieces(of: body, at: []))
  let cut = decoded(codings, pieces(of: body, at: points))
  demand(whole.failure == cut.failure, "how the bytes are cut never changes whether they can be decoded")
  demand(whole.failure != nil || whole.bytes == cut.bytes, "how the bytes are cut never changes what they decode to")
}

private func codings(_ choice: UInt8) -> [ContentCoding] {
  let all: [ContentCoding] = [.gzip, .deflate, .brotli, .zstd]
  let first = all[Int(choice & 3)]
  return choice & 4 == 0 ? [first] : [first, all[Int(choice >> 3 & 3)]]
}

private func decoded(
  _ codings: [ContentCoding], _ pieces: [ArraySlice<UInt8>]
) -> (bytes: [UInt8], failure: ContentDecoder.Failure?) {
  var limits = HTTPLimits()
  limits.decodedBody = 1 << 20
  let decoder = ContentDecoder(codings, limits: limits)
  var bytes: [UInt8] = []
  for piece in pieces {
    do throws(ContentDecoder.Failure) {
      try decoder.decode(piece.span.bytes) { (decoded: RawSpan) in
        decoded.withUnsafeBytes { bytes.append(contentsOf: $0) }
      }
    } catch {
      return (bytes, error)
    }
    demand(bytes.count <= 1 << 20, "no more is decoded than the limit allows")
  }
  return (bytes, nil)
}
