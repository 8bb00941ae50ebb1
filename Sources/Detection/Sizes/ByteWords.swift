/// Sizes as people read them.
enum ByteWords {
  static func text(_ bytes: Double) -> String {
    switch bytes {
    case ..<1_000: "\(Int(max(0, bytes))) B"
    case ..<1e6: "\(Int((bytes / 1e3).rounded())) kB"
    case ..<1e9: "\(Int((bytes / 1e6).rounded())) MB"
    default: "\(Int(min(bytes / 1e9, 1e15).rounded())) GB"
    }
  }

  static func text(_ bytes: some BinaryInteger) -> String { text(Double(bytes)) }
}
