/// PEM blocks that hold a private key, and not a certificate or a public one.
enum PrivateKeyBlock {
  static func isBegun(_ text: [UInt8], at start: Int) -> Bool {
    let line = String(decoding: text[start...].prefix(48), as: UTF8.self)
    return line.contains("PRIVATE KEY")
  }
}
