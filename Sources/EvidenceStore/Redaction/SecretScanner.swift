import CByteScan

/// Finds what must be masked in a piece of text: tokens by their shape, and what stands behind a key that says so, as in
/// `PASSWORD=…`, `"token": "…"`, `Authorization: Bearer …`. One pass, linear time.
struct SecretScanner {
  enum Scope {
    /// Everything.
    case values
    /// Shapes only: in prose, `password: required` is not a secret.
    case prose
    /// Only shapes that nothing but a secret has.
    case names
  }

  struct Mask: Hashable {
    var range: Range<Int>
    var kind: SecretKind
  }

  /// Sorted, disjoint.
  private(set) var masks: [Mask] = []
  private var scope = Scope.values

  /// What a mask counts for against a limit.
  static let maskBytes = 32
  /// Shorter runs are never masked for their shape.
  private static let minimumShape = 12

  /// Only what the quick look takes for a suspect is judged; nearly all text has none.
  ///
  /// - Parameters:
  ///   - isCut: the text goes on where it was not captured or kept; its last word is masked, too.
  ///   - limit: how many bytes are of interest, a mask counted as `maskBytes`; masks that begin behind them may be left out.
  mutating func scan(_ text: Span<UInt8>, scope: Scope, isCut: Bool = false, limit: Int = .max) {
    if !masks.isEmpty { masks.removeAll(keepingCapacity: true) }
    self.scope = scope
    var index = 0
    // Where a mask or nothing ends just at the limit, it is of interest whether another follows, however far behind.
    var last = limit == 0 ? .max : limit
    while let suspect = suspect(in: text, from: index, last: last) {
      let known = masks.count
      let first = suspect.lowerBound
      index = text[first] == 0x3a ? afterURLPassword(text, colon: first) : afterRun(text, suspect)
      guard masks.count > known, last < text.count else { continue }
      for mask in masks[known...] {
        last += mask.range.count - Self.maskBytes
        if last == mask.range.upperBound {
          last = .max
          break
        }
      }
    }
    if isCut { maskTail(text) }
  }

  /// The first run of token bytes from `index` on, or the first colon before two slashes, that may be masked or lead to a mask.
  /// Those behind `last` may be left out.
  private func suspect(in text: Span<UInt8>, from index: Int, last: Int) -> Range<Int>? {
    if scope == .names, text.count < Self.minimumShape { return nil }
    return text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let wanted: egret_suspects =
        switch scope {
        case .values: egret_suspect_values
        case .prose: egret_suspect_prose
        case .names: egret_suspect_long
        }
      var (start, end) = (0, 0)
      return egret_next_suspect(base, bytes.count, index, max(0, last), wanted, &start, &end) ? start..<end : nil
    }
  }

  mutating func add(_ mask: Mask) { masks.append(mask) }

  /// Judges one run of token bytes; returns where to go on.
  mutating func afterRun(_ text: Span<UInt8>, _ run: Range<Int>) -> Int {
    // Most runs are words of a few letters, and most of what follows is for longer ones.
    if run.count >= 10, let end = endOfPrivateKey(text, run) {
      masks.append(Mask(range: run.lowerBound..<end, kind: .privateKey))
      return end
    }
    if scope == .values, let value = valueAnnounced(text, by: run) {
      masks.append(Mask(range: value, kind: .value))
      return value.upperBound
    }
    if scope != .names, let value = authorization(text, after: run) {
      masks.append(Mask(range: value, kind: .authorization))
      return value.upperBound
    }
    if run.count >= Self.minimumShape { maskShapes(text, run) }
    return run.upperBound
  }

  /// The whole run, then its parts between slashes, then between dots: a token may be part of a path or a URL.
  private mutating func maskShapes(_ text: Span<UInt8>, _ run: Range<Int>) {
    if scope != .names, TokenShape.isBase64WithSlashes(text, run) {
      masks.append(Mask(range: run, kind: .highEntropy))
      return
    }
    var start = run.lowerBound
    for index in run where text[index] == 0x2f {
      maskPart(text, start..<index)
      start = index + 1
    }
    maskPart(text, start..<run.upperBound)
  }

  private mutating func maskPart(_ text: Span<UInt8>, _ part: Range<Int>) {
    let kind = scope == .names ? TokenShape.certainKind(text, part) : TokenShape.kind(text, part)
    if let kind {
      masks.append(Mask(range: part, kind: kind))
      return
    }
    guard scope != .names, part.count >= 12 else { return }
    var start = part.lowerBound
    for index in part where text[index] == 0x2e {
      if let kind = TokenShape.kind(text, start..<index) { masks.append(Mask(range: start..<index, kind: kind)) }
      start = index + 1
    }
    guard start > part.lowerBound else { return }
    if let kind = TokenShape.kind(text, start..<part.upperBound) {
      masks.append(Mask(range: start..<part.upperBound, kind: kind))
    }
  }

  /// What was cut may be the beginning of a secret that is too short to be recognized.
  mutating func maskTail(_ text: Span<UInt8>) {
    var start = text.count
    while start > 0, text[start - 1] < 0x80, !TextClass.endsValue(text[start - 1]) { start -= 1 }
    guard start < text.count else { return }
    while let last = masks.last, last.range.upperBound > start {
      start = min(start, last.range.lowerBound)
      masks.removeLast()
    }
    masks.append(Mask(range: start..<text.count, kind: .cut))
  }
}
