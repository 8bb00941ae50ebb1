/// Winnowed fingerprints of a text (Schleimer, Wilkerson, Aiken 2003): every run of 47 bytes that two texts share gives them
/// one in common, whatever stands around it. Keyed: they say nothing to whoever has not the key.
package enum Fingerprints {
  /// Bytes of one fingerprint.
  package static let length = 32
  /// Of so many neighbours the least is taken.
  package static let window = 16

  private static let base: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// Ascending by position, equal neighbours once.
  package static func of(_ text: [UInt8], key: UInt64) -> [UInt64] {
    guard text.count >= length else { return [] }
    var found: [UInt64] = []
    var recent = [UInt64](repeating: .max, count: window)
    var hash: UInt64 = 0
    // What the byte that leaves the window has been multiplied by.
    var leaving: UInt64 = 1
    for _ in 0..<length { leaving = leaving &* base }
    text.withUnsafeBufferPointer { bytes in
      var (minimum, minimumAge) = (UInt64.max, 0)
      for index in 0..<bytes.count {
        hash = hash &* base &+ UInt64(bytes[index]) &+ 1
        guard index >= length - 1 else { continue }
        if index >= length { hash = hash &- leaving &* (UInt64(bytes[index - length]) &+ 1) }
        let mixed = mix(hash ^ key)
        let slot = (index - length + 1) % window
        recent[slot] = mixed
        minimumAge += 1
        if mixed <= minimum {
          (minimum, minimumAge) = (mixed, 0)
          found.append(mixed)
        } else if minimumAge >= window {
          (minimum, minimumAge) = least(recent, newest: slot)
          found.append(minimum)
        }
      }
    }
    return found
  }

  /// The least of the window, the newest of equal ones, with its age.
  private static func least(_ recent: [UInt64], newest: Int) -> (UInt64, Int) {
    var best = (value: UInt64.max, age: 0)
    for age in 0..<window {
      let value = recent[(newest - age + window) % window]
      if value < best.value { best = (value, age) }
    }
    return best
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
