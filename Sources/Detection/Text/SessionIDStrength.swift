#if canImport(Glibc)
  import Glibc
#endif

/// How hard session ids of one server are to guess.
enum SessionIDStrength {
  /// Ids that it takes to say that all are short or that they count up: of two, one may be chance.
  static let fewest = 3

  /// What is wrong with `ids`, in words that follow "the session ids"; nil when nothing is, or nothing is known yet.
  static func weakness(_ ids: [[UInt8]], sample: Int, leastBits: Double, shortest: Int) -> String? {
    guard ids.count >= fewest else { return nil }
    let numbers = ids.suffix(fewest).compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
    if numbers.count == fewest,
      zip(numbers, numbers.dropFirst()).allSatisfy({ $1 > $0 && UInt64(bitPattern: $1 &- $0) <= 16 })
    {
      return "count up"
    }
    if ids.allSatisfy({ $0.count < shortest }) { return "are shorter than \(shortest) characters" }
    guard ids.count >= sample else { return nil }
    let bits = entropy(ids)
    return bits < leastBits ? "hold at most \(Int(bits)) bits" : nil
  }

  /// An upper bound: the entropy of each position with Miller and Madow's correction for few samples, summed. A position that
  /// shows as many values as a sample can is counted as if it had the whole alphabet of its kind.
  static func entropy(_ ids: [[UInt8]]) -> Double {
    let length = ids.map(\.count).min() ?? 0
    let count = Double(ids.count)
    var sum = 0.0
    for position in 0..<length {
      var counts = [Int](repeating: 0, count: 256)
      for id in ids { counts[Int(id[position])] += 1 }
      var (plain, values) = (0.0, 0)
      for times in counts where times > 0 {
        plain -= Double(times) / count * log2(Double(times) / count)
        values += 1
      }
      sum += plain + Double(values - 1) / (2 * count) * M_LOG2E
    }
    return sum
  }
}
