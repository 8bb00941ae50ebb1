import CHyperscan
import Glibc

/// Many patterns compiled into one automaton. A text is read once, whatever the number of patterns, in time linear in its
/// length.
package final class PatternDatabase: Sendable {
  /// A pattern that cannot be compiled, with the reason the compiler gives.
  package struct Refusal: Hashable, Sendable {
    package var pattern: Int
    package var reason: String
  }

  /// Freed with the object, never changed.
  private nonisolated(unsafe) let database: OpaquePointer

  /// Some pattern counts characters, so texts must be UTF-8.
  package let needsCharacters: Bool

  private init(_ database: OpaquePointer, needsCharacters: Bool) {
    self.database = database
    self.needsCharacters = needsCharacters
  }

  deinit { hs_free_database(database) }

  /// Whether this machine can run the matcher at all (it needs SSSE3).
  package static var isSupported: Bool { hs_valid_platform() == HS_SUCCESS }

  /// - Parameters:
  ///   - patterns: with the numbers that `scan` reports.
  ///   - store: what was compiled before, so that it need not be again.
  /// - Returns: nil without patterns, and those that had to be left out.
  package static func compile(
    _ patterns: [(number: Int, source: PatternSource)], store: (any CompiledPatternStore)? = nil
  ) -> (PatternDatabase?, [Refusal]) {
    guard let store, !patterns.isEmpty else { return compile(patterns) }
    let key = key(patterns)
    if let bytes = store.compiled(key), let database = restore(bytes) {
      return (PatternDatabase(database, needsCharacters: patterns.contains { $0.source.needsCharacters }), [])
    }
    let (database, refusals) = compile(patterns)
    // What was refused is found out, and said, each time.
    if refusals.isEmpty, let bytes = database?.serialized { store.keep(bytes, under: key) }
    return (database, refusals)
  }

  private static func compile(_ patterns: [(number: Int, source: PatternSource)]) -> (PatternDatabase?, [Refusal]) {
    var refusals = patterns.compactMap { pattern in
      pattern.source.problem.map { Refusal(pattern: pattern.number, reason: $0) }
    }
    let hopeless = Set(refusals.map(\.pattern))
    var remaining = patterns.filter { !hopeless.contains($0.number) }
    while !remaining.isEmpty {
      switch compileOnce(remaining) {
      case .success(let database):
        let needsCharacters = remaining.contains { $0.source.needsCharacters }
        return (PatternDatabase(database, needsCharacters: needsCharacters), refusals)
      case .failure(let failure):
        // Without an index the compiler ran out of something over all of them: find the culprits one by one.
        guard let index = failure.index, remaining.indices.contains(index) else {
          let culprits = remaining.compactMap { pattern in
            refusal(of: pattern.source).map { Refusal(pattern: pattern.number, reason: $0) }
          }
          guard !culprits.isEmpty else {
            return (nil, refusals + remaining.map { Refusal(pattern: $0.number, reason: failure.reason) })
          }
          let numbers = Set(culprits.map(\.pattern))
          refusals += culprits
          remaining.removeAll { numbers.contains($0.number) }
          continue
        }
        refusals.append(Refusal(pattern: remaining[index].number, reason: failure.reason))
        remaining.remove(at: index)
      }
    }
    return (nil, refusals)
  }

  /// Why a pattern cannot be compiled by itself; nil when it can.
  package static func refusal(of source: PatternSource) -> String? {
    if let problem = source.problem { return problem }
    switch compileOnce([(0, source)]) {
    case .success(let database):
      hs_free_database(database)
      return nil
    case .failure(let failure): return failure.reason
    }
  }

  /// Bytes of the compiled automaton.
  package static func size(of source: PatternSource) -> Int {
    guard source.problem == nil, case .success(let database) = compileOnce([(0, source)]) else { return 0 }
    defer { hs_free_database(database) }
    var size = 0
    hs_database_size(database, &size)
    return size
  }

  /// The most bytes that a match can have; nil when there is no such number, or the pattern cannot be compiled.
  package static func width(of source: PatternSource) -> Int? {
    var information: UnsafeMutablePointer<hs_expr_info_t>?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    guard hs_expression_info(source.expression, flags(source), &information, &failure) == HS_SUCCESS, let information
    else {
      hs_free_compile_error(failure)
      return nil
    }
    defer { free(information) }
    return information.pointee.max_width == UInt32.max ? nil : Int(information.pointee.max_width)
  }

  private struct Failure: Error {
    var index: Int?
    var reason: String
  }

  private static func compileOnce(_ patterns: [(number: Int, source: PatternSource)]) -> Result<OpaquePointer, Failure>
  {
    let copies = patterns.map { strdup($0.source.expression) }
    defer { copies.forEach { free($0) } }
    let expressions = copies.map { UnsafePointer($0) }
    let flags = patterns.map { self.flags($0.source) }
    let numbers = patterns.map { UInt32(truncatingIfNeeded: $0.number) }
    var database: OpaquePointer?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    let status = hs_compile_multi(
      expressions, flags, numbers, UInt32(patterns.count), UInt32(HS_MODE_BLOCK), nil, &database, &failure)
    if status == HS_SUCCESS, let database { return .success(database) }
    defer { hs_free_compile_error(failure) }
    let index = failure.map { Int($0.pointee.expression) } ?? -1
    let reason = failure?.pointee.message.map { String(cString: $0) } ?? "unknown failure"
    return .failure(Failure(index: index >= 0 ? index : nil, reason: reason))
  }

  private static func flags(_ source: PatternSource) -> UInt32 {
    var flags = HS_FLAG_SINGLEMATCH | HS_FLAG_ALLOWEMPTY
    if source.needsCharacters { flags |= HS_FLAG_UTF8 }
    if source.ignoresCase { flags |= HS_FLAG_CASELESS }
    if source.isMultiline { flags |= HS_FLAG_MULTILINE }
    if source.dotMatchesAll { flags |= HS_FLAG_DOTALL }
    return UInt32(flags)
  }

  /// Reports the number of each pattern found in `text`, once each, to `hits`.
  package func scan(_ text: String, scratch: PatternScratch, hits: HitSet) {
    var copy = text
    copy.withUTF8 { scan(UnsafeRawBufferPointer($0), scratch: scratch, hits: hits) }
  }

  /// The same of a text in UTF-8. It may be anything unless `needsCharacters`.
  package func scan(_ bytes: UnsafeRawBufferPointer, scratch: PatternScratch, hits: HitSet) {
    guard bytes.count <= Int(UInt32.max) else { return }
    bytes.withMemoryRebound(to: CChar.self) { characters in
      // An empty text has no address, and the matcher wants one.
      var nothing: CChar = 0
      withUnsafePointer(to: &nothing) { nowhere in
        _ = hs_scan(
          database, characters.baseAddress ?? nowhere, UInt32(characters.count), 0, scratch.pointer,
          { number, _, _, _, set in
            if let set { Unmanaged<HitSet>.fromOpaque(set).takeUnretainedValue().insert(Int(number)) }
            return 0
          }, Unmanaged.passUnretained(hits).toOpaque())
      }
    }
  }

  // MARK: From one run to the next

  /// Everything that a compiled form depends on: the matcher, the processor, and the patterns themselves.
  private static func key(_ patterns: [(number: Int, source: PatternSource)]) -> [UInt8] {
    var platform = hs_platform_info_t()
    hs_populate_platform(&platform)
    var key = "\(hs_version().map { String(cString: $0) } ?? "") \(platform.tune) \(platform.cpu_features)\n"
    for (number, source) in patterns {
      key += "\(number) \(flags(source)) \(source.expression.utf8.count) \(source.expression)\n"
    }
    return Array(key.utf8)
  }

  /// Nil when `bytes` are of another matcher or processor. They must be what `serialized` gave: the matcher does not check
  /// all of them.
  private static func restore(_ bytes: ArraySlice<UInt8>) -> OpaquePointer? {
    var database: OpaquePointer?
    let status = bytes.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { hs_deserialize_database($0.baseAddress, $0.count, &database) }
    }
    return status == HS_SUCCESS ? database : nil
  }

  private var serialized: [UInt8]? {
    var bytes: UnsafeMutablePointer<CChar>?
    var count = 0
    guard hs_serialize_database(database, &bytes, &count) == HS_SUCCESS, let bytes else { return nil }
    defer { free(bytes) }
    return Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  fileprivate func prepare(_ scratch: inout OpaquePointer?) -> Bool {
    hs_alloc_scratch(database, &scratch) == HS_SUCCESS
  }
}

/// Working memory of one thread that scans.
package final class PatternScratch {
  fileprivate let pointer: OpaquePointer?

  /// Large enough for each of `databases`.
  package init(_ databases: some Sequence<PatternDatabase>) {
    var scratch: OpaquePointer?
    for database in databases { _ = database.prepare(&scratch) }
    pointer = scratch
  }

  deinit { if let pointer { hs_free_scratch(pointer) } }
}
