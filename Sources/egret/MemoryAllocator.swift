import CJemalloc

/// The allocator of the process: jemalloc. What one thread allocates, another frees (facts go from the reader of streams over the
/// detectors to the writer), and the C library's allocator makes such threads wait for each other.
enum MemoryAllocator {
  /// How long memory that was freed may be kept for the next use. The library's own ten seconds keep a tenth more of it, and
  /// are no faster.
  private static let decayMilliseconds = 1_000

  /// Called before any thread is begun. Also what binds the library to the program: nothing else names it.
  static func prepare() {
    for name in ["arenas.dirty_decay_ms", "arena.0.dirty_decay_ms"] {
      var value = decayMilliseconds
      // A version that does not know the name keeps its default.
      _ = mallctl(name, nil, nil, &value, MemoryLayout.size(ofValue: value))
    }
  }
}
